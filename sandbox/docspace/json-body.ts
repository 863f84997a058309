import { bodyGuid } from './guid.ts';
import { JsonFault, JsonText } from './json-text.ts';
import { UnsupportedMediaType, ValidationError } from './refusals.ts';

type PropertyKind = 'string' | 'guid' | 'guids' | 'any';

/** What a body may hold: kinds by property name, and how ASP.NET names the type and an absent body. */
export interface BodyShape {
  readonly type: string;
  readonly properties: Readonly<Record<string, PropertyKind>>;
  readonly required?: string;
  /** Key of `errors` when there is no body. */
  readonly whenEmpty: string;
}

/** A body that was read: a property is absent, null or of the kind of its shape. */
export interface Body {
  /** undefined = absent. */
  text(name: string): string | null | undefined;
  guid(name: string): string | undefined;
  guids(name: string): readonly string[] | null | undefined;
  any(name: string): unknown;
}

/**
 * Reads a body as ASP.NET does: 415 unless it is announced as JSON, else 400 with the key and text of System.Text.Json.
 * Names are compared without case, unknown properties are ignored, the last of several wins.
 */
export function readBody(bytes: Buffer, contentType: string | undefined, shape: BodyShape): Body {
  if (!/^(application|text)\/(json|.*\+json)\s*(;|$)/i.test(contentType ?? ''))
    throw new UnsupportedMediaType();
  const text = new JsonText(bytes);
  if (bytes.length === 0) throw new ValidationError(shape.whenEmpty, 'A non-empty request body is required.');
  try {
    return bodyOf(readRoot(text, shape, bytes.length), shape);
  } catch (error) {
    if (error instanceof JsonFault) throw new ValidationError(error.path, error.message);
    throw error;
  }
}

function readRoot(text: JsonText, shape: BodyShape, length: number): ReadonlyMap<string, unknown> {
  if (text.isBlank()) {
    throw text.fault(
      'The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true.',
      length,
    );
  }
  const start = text.valueStart();
  if (start.kind === 'other' && start.value === null) {
    throw new ValidationError(shape.whenEmpty, 'A non-empty request body is required.');
  }
  if (start.value !== '{' || start.kind !== 'punctuation') throw cannotConvert(text, shape.type);
  const found = new Map<string, unknown>();
  readMembers(text, '$', (written) => {
    const name = Object.keys(shape.properties).find((known) => known.toLowerCase() === written.toLowerCase());
    const value = readValue(text, name === undefined ? 'any' : (shape.properties[name] ?? 'any'));
    if (name !== undefined) found.set(name, value);
  });
  if (shape.required !== undefined && !found.has(shape.required)) {
    const missing = `was missing required properties including: '${shape.required}'.`;
    throw new ValidationError('$', `JSON deserialization for type '${shape.type}' ${missing}`);
  }
  text.end();
  return found;
}

/** The properties of an object whose brace has been read. Inside unknown ones .NET's path does not go deeper. */
function readMembers(text: JsonText, path: string, read: (name: string) => void): void {
  let isFirst = true;
  do {
    const name = text.propertyName(isFirst);
    if (name === undefined) {
      text.close();
      return;
    }
    isFirst = false;
    text.path = path === '$' ? `$.${name}` : path;
    read(name);
    text.path = path;
  } while (text.another('}'));
}

function readValue(text: JsonText, kind: PropertyKind): unknown {
  if (kind === 'guids') return readGuids(text);
  const start = text.valueStart();
  if (kind === 'string') {
    if (start.kind === 'string' && !/\p{Surrogate}/u.test(start.value)) return start.value;
    if (start.kind === 'other' && start.value === null) return null;
    throw cannotConvert(text, 'System.String');
  }
  if (kind === 'guid') {
    const guid = start.kind === 'string' ? bodyGuid(start.value) : undefined;
    if (guid === undefined) throw cannotConvert(text, 'System.Guid');
    return guid;
  }
  if (start.kind !== 'punctuation') return start.value;
  if (start.value === '{') readMembers(text, text.path, () => readValue(text, 'any'));
  else readItems(text, () => readValue(text, 'any'), false);
  return undefined;
}

function readGuids(text: JsonText): readonly string[] | null {
  const start = text.valueStart();
  if (start.kind === 'other' && start.value === null) return null;
  if (start.kind !== 'punctuation' || start.value !== '[') {
    throw cannotConvert(text, 'System.Collections.Generic.IEnumerable`1[System.Guid]');
  }
  const ids: string[] = [];
  readItems(text, () => ids.push(String(readValue(text, 'guid'))), true);
  return ids;
}

function readItems(text: JsonText, read: () => void, counted: boolean): void {
  const path = text.path;
  const step = (index: number) => {
    if (counted) text.path = `${path}[${index}]`;
  };
  step(0);
  if (text.peek() === ']') {
    text.close();
    text.path = path;
    return;
  }
  let index = 0;
  do {
    if (index > 0 && text.peek() === ']') throw text.trailingComma('array');
    read();
    index += 1;
    step(index);
  } while (text.another(']'));
  text.path = path;
}

function cannotConvert(text: JsonText, type: string): JsonFault {
  return text.fault(`The JSON value could not be converted to ${type}.`);
}

function bodyOf(found: ReadonlyMap<string, unknown>, shape: BodyShape): Body {
  const get = (name: string): unknown => {
    if (!(name in shape.properties)) throw new Error(`${shape.type} has no ${name}`);
    return found.get(name);
  };
  return {
    text: (name) => {
      const value = get(name);
      return typeof value === 'string' || value === null ? value : undefined;
    },
    guid: (name) => {
      const value = get(name);
      return typeof value === 'string' ? value : undefined;
    },
    guids: (name) => {
      const value = get(name);
      return value === null ? null : Array.isArray(value) ? value.map(String) : undefined;
    },
    any: get,
  };
}
