import { describe, expect, it } from 'vitest';
import { type BodyShape, readBody } from '../../../sandbox/docspace/json-body.ts';
import { UnsupportedMediaType, ValidationError } from '../../../sandbox/docspace/refusals.ts';

const shape: BodyShape = {
  type: 'ASC.People.ApiModels.RequestDto.GroupRequestDto',
  properties: { groupName: 'string', groupManager: 'guid', members: 'guids' },
  required: 'groupName',
  whenEmpty: '',
};

const A = '5b7b453f-0544-473f-96b2-adc26df18772';
const read = (text: string) => readBody(Buffer.from(text), 'application/json; charset=utf-8', shape);

function faultOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ValidationError) return JSON.stringify(error.errors);
    throw error;
  }
  return 'no fault';
}

const openEnd =
  'Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.';
const comma =
  'contains a trailing comma at the end which is not supported in this mode. Change the reader options.';
const escaped = 'The string should be correctly escaped.';
const noGuid = 'The JSON value could not be converted to System.Guid.';
const noList =
  'The JSON value could not be converted to System.Collections.Generic.IEnumerable`1[System.Guid].';

/** Taken down from System.Text.Json of .NET 10: text, path, message, line, byte. */
const faults: readonly (readonly [
  text: string,
  path: string,
  message: string,
  line: number,
  byte: number,
])[] = [
  ['{', '$', openEnd, 0, 1],
  ['{"groupName"', '$', 'Expected a value, but instead reached end of data.', 0, 12],
  ['{"groupName":', '$.groupName', openEnd, 0, 13],
  ['{"groupName":"a', '$.groupName', 'Expected end of string, but instead reached end of data.', 0, 15],
  ['{"groupName":"a"', '$', openEnd, 0, 16],
  [
    '{"groupName":"a",',
    '$',
    'Expected start of a property name or value, but instead reached end of data.',
    0,
    16,
  ],
  ['{"groupName":"a",}', '$', `The JSON object ${comma}`, 0, 17],
  ['{"groupName":x}', '$.groupName', "'x' is an invalid start of a value.", 0, 13],
  ['{groupName:1}', '$', "'g' is an invalid start of a property name. Expected a '\"'.", 0, 1],
  ['{"groupName":12}', '$.groupName', 'The JSON value could not be converted to System.String.', 0, 15],
  ['{"groupName":{}}', '$.groupName', 'The JSON value could not be converted to System.String.', 0, 14],
  ['[]', '$', `The JSON value could not be converted to ${shape.type}.`, 0, 1],
  ['"a"', '$', `The JSON value could not be converted to ${shape.type}.`, 0, 3],
  ['nul', '$', "'nul' is an invalid JSON literal. Expected the literal 'null'.", 0, 3],
  [
    '{"groupName":nulx}',
    '$.groupName',
    "'nulx}' is an invalid JSON literal. Expected the literal 'null'.",
    0,
    16,
  ],
  ['{"groupName":"a"} x', '$', "'x' is invalid after a single JSON value. Expected end of data.", 0, 18],
  ['{"groupName":"a","members":5}', '$.members', noList, 0, 28],
  ['{"groupName":"a","members":"x"}', '$.members', noList, 0, 30],
  ['{"groupName":"a","members":{}}', '$.members', noList, 0, 28],
  ['{"groupName":"a","members":["x"]}', '$.members[0]', noGuid, 0, 31],
  [`{"groupName":"a","members":["${A}",null]}`, '$.members[1]', noGuid, 0, 71],
  [`{"groupName":"a","members":["${A}",7]}`, '$.members[1]', noGuid, 0, 68],
  [`{"groupName":"a","members":["${A}",]}`, '$.members[1]', `The JSON array ${comma}`, 0, 67],
  [`{"groupName":"a","members":["${A}"`, '$.members[1]', openEnd, 0, 66],
  ['{"groupName":"a" "b":1}', '$', "'\"' is invalid after a value. Expected either ',', '}', or ']'.", 0, 17],
  ['{\n "groupName":"ü",\n "groupManager": "x"}', '$.groupManager', noGuid, 2, 20],
  [
    '{"groupName":"a\\x"}',
    '$.groupName',
    `'x' is an invalid escapable character within a JSON string. ${escaped}`,
    0,
    16,
  ],
  ['{"groupName":"a\nb"}', '$.groupName', `'0x0A' is invalid within a JSON string. ${escaped}`, 0, 15],
  ['{"groupName":01}', '$.groupName', "Invalid leading zero before '1'.", 0, 14],
  ['{"x":{"y":[1,2,{"z":', '$.x', openEnd, 0, 20],
  ['{"x":{"y":zz}}', '$.x', "'z' is an invalid start of a value.", 0, 10],
  ['{"groupName":"a","groupManager":{}}', '$.groupManager', noGuid, 0, 33],
  ['{"groupName":"a","groupManager":true}', '$.groupManager', noGuid, 0, 36],
  ['{"groupName":"a","groupManager":"5B7B453F0544473F96B2ADC26DF18772"}', '$.groupManager', noGuid, 0, 66],
  ['{"GroupManager":null}', '$.GroupManager', noGuid, 0, 20],
  [
    '{"groupName":"\\ud83c"}',
    '$.groupName',
    'The JSON value could not be converted to System.String.',
    0,
    21,
  ],
  ['{"groupName":"a"]', '$', "']' is invalid without a matching open.", 0, 16],
];

describe('a body', () => {
  it.each(faults)('%j is refused as .NET does', (text, path, message, line, byte) => {
    const place = `Path: ${path} | LineNumber: ${line} | BytePositionInLine: ${byte}.`;
    expect(faultOf(text)).toBe(JSON.stringify({ [path]: [`${message} ${place}`] }));
  });

  it('needs its required property, whatever else it holds', () => {
    const text = `JSON deserialization for type '${shape.type}' was missing required properties including: 'groupName'.`;
    expect(faultOf('{"other":1}')).toBe(JSON.stringify({ $: [text] }));
  });

  it.each(['', 'null'])('that is %j counts as none', (text) => {
    expect(faultOf(text)).toBe(JSON.stringify({ '': ['A non-empty request body is required.'] }));
  });

  it('has names in any case, unknown properties, escapes, and the last of several values', () => {
    const body = read(
      `{"x":[{"y":[]}],"groupName":"a","GROUPNAME":"\\u00fc\\n","groupManager":"${A.toUpperCase()}"}`,
    );
    expect(body.text('groupName')).toBe('ü\n');
    expect(body.guid('groupManager')).toBe(A);
    expect(body.guids('members')).toBeUndefined();
  });

  it('tells null from absent', () => {
    expect(read('{"groupName":null,"members":null}').text('groupName')).toBeNull();
    expect(read('{"groupName":null,"members":null}').guids('members')).toBeNull();
    expect(read(`{"groupName":"a","members":[ "${A}" , "${A}" ]}`).guids('members')).toEqual([A, A]);
    expect(read('{"groupName":"a","members":[]}').guids('members')).toEqual([]);
  });

  it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded'])('of type %s is refused', (type) => {
    expect(() => readBody(Buffer.from('{"groupName":"a"}'), type, shape)).toThrow(UnsupportedMediaType);
  });
});
