/** A fault in a JSON text, placed and worded as .NET's System.Text.Json does it. */
export class JsonFault extends Error {
  readonly path: string;

  constructor(text: string, path: string, place: string) {
    super(`${text} Path: ${path} | ${place}.`);
    this.path = path;
  }
}

type Token =
  | { readonly kind: 'punctuation'; readonly value: '{' | '}' | '[' | ']' | ',' | ':' }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'other'; readonly value: number | boolean | null };

const OPEN_END =
  'Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.';

/** Reads tokens of a JSON text one by one; `path` is what the reader above has reached, for the faults. */
export class JsonText {
  path = '$';
  private readonly bytes: Buffer;
  private at = 0;
  private comma = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  fault(text: string, at = this.at): JsonFault {
    const before = this.bytes.subarray(0, at);
    const line = before.filter((byte) => byte === 10).length;
    const place = `LineNumber: ${line} | BytePositionInLine: ${at - (before.lastIndexOf(10) + 1)}`;
    return new JsonFault(text, this.path, place);
  }

  /** The next character, or undefined at the end. */
  peek(): string | undefined {
    while (' \t\r\n'.includes(this.character() ?? 'x')) this.at += 1;
    return this.character();
  }

  /** Nothing but blanks. */
  isBlank(): boolean {
    return this.peek() === undefined;
  }

  /** What stands after the one value of the text. */
  end(): void {
    const next = this.peek();
    if (next !== undefined)
      throw this.fault(`'${next}' is invalid after a single JSON value. Expected end of data.`);
  }

  propertyName(isFirst: boolean): string | undefined {
    const next = this.peek();
    if (next === '}' && isFirst) return undefined;
    if (next === undefined) {
      if (isFirst) throw this.fault(OPEN_END);
      const text = 'Expected start of a property name or value, but instead reached end of data.';
      throw this.fault(text, this.comma);
    }
    if (next === '}') throw this.trailingComma('object');
    if (next !== '"') throw this.fault(`'${next}' is an invalid start of a property name. Expected a '"'.`);
    const name = this.string();
    const colon = this.peek();
    if (colon === undefined) throw this.fault('Expected a value, but instead reached end of data.');
    if (colon !== ':') throw this.fault(`'${colon}' is invalid after a property name. Expected a ':'.`);
    this.at += 1;
    return name;
  }

  /** After a value inside an object or array: true when another one follows. */
  another(close: '}' | ']'): boolean {
    const next = this.peek();
    if (next === undefined) throw this.fault(OPEN_END);
    if (next === '}' || next === ']') {
      if (next !== close) throw this.fault(`'${next}' is invalid without a matching open.`);
      this.at += 1;
      return false;
    }
    if (next !== ',')
      throw this.fault(`'${next}' is invalid after a value. Expected either ',', '}', or ']'.`);
    this.comma = this.at;
    this.at += 1;
    return true;
  }

  trailingComma(where: 'object' | 'array'): JsonFault {
    return this.fault(
      `The JSON ${where} contains a trailing comma at the end which is not supported in this mode. Change the reader options.`,
    );
  }

  /** The start of the next value: a whole string, number or literal, or an opening brace or bracket. */
  valueStart(): Token {
    const next = this.peek();
    if (next === undefined) throw this.fault(OPEN_END);
    if (next === '{' || next === '[') {
      this.at += 1;
      return { kind: 'punctuation', value: next };
    }
    if (next === '"') return { kind: 'string', value: this.string() };
    if (next === '-' || (next >= '0' && next <= '9')) return { kind: 'other', value: this.number() };
    if (next === 't') return { kind: 'other', value: this.literal('true', true) };
    if (next === 'f') return { kind: 'other', value: this.literal('false', false) };
    if (next === 'n') return { kind: 'other', value: this.literal('null', null) };
    throw this.fault(`'${next}' is an invalid start of a value.`);
  }

  /** Passes over the closing bracket or brace that the caller has peeked at. */
  close(): void {
    this.at += 1;
  }

  private character(): string | undefined {
    const byte = this.bytes[this.at];
    return byte === undefined ? undefined : String.fromCharCode(byte);
  }

  private string(): string {
    let at = this.at + 1;
    for (; this.bytes[at] !== 34; at += 1) {
      const byte = this.bytes[at];
      if (byte === undefined)
        throw this.fault('Expected end of string, but instead reached end of data.', at);
      const correct = 'The string should be correctly escaped.';
      if (byte < 32) {
        const code = byte.toString(16).toUpperCase().padStart(2, '0');
        throw this.fault(`'0x${code}' is invalid within a JSON string. ${correct}`, at);
      }
      if (byte !== 92) continue;
      at += 1;
      const escaped = String.fromCharCode(this.bytes[at] ?? 0);
      if (!'"\\/bfnrtu'.includes(escaped)) {
        throw this.fault(
          `'${escaped}' is an invalid escapable character within a JSON string. ${correct}`,
          at,
        );
      }
      for (let digit = 1; escaped === 'u' && digit <= 4; digit += 1) {
        at += 1;
        const hex = String.fromCharCode(this.bytes[at] ?? 0);
        if (!/[0-9a-f]/i.test(hex)) {
          throw this.fault(
            `'${hex}' is not a hex digit following '\\u' within a JSON string. ${correct}`,
            at,
          );
        }
      }
    }
    const text = this.bytes.toString('utf8', this.at, at + 1);
    this.at = at + 1;
    return String(JSON.parse(text));
  }

  private number(): number {
    const rest = this.bytes.toString('latin1', this.at);
    const text = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(rest)?.[0];
    if (text === undefined) {
      const sign =
        "is invalid within a number, immediately after a sign character ('+' or '-'). Expected a digit ('0'-'9').";
      throw this.fault(`'${rest[1] ?? ''}' ${sign}`, this.at + 1);
    }
    const next = rest[text.length];
    if (next !== undefined && !' \t\r\n,}]'.includes(next)) {
      const leadingZero = /^-?0$/.test(text) && next >= '0' && next <= '9';
      const ends = leadingZero
        ? `Invalid leading zero before '${next}'.`
        : `'${next}' is an invalid end of a number.`;
      throw this.fault(ends, this.at + text.length);
    }
    this.at += text.length;
    return Number(text);
  }

  private literal<Value>(word: string, value: Value): Value {
    const text = this.bytes.toString('latin1', this.at, this.at + word.length);
    if (text !== word) {
      let same = 0;
      while (text[same] === word[same] && same < text.length) same += 1;
      const shown = this.bytes.toString('latin1', this.at, this.at + 10).trimEnd();
      throw this.fault(
        `'${shown}' is an invalid JSON literal. Expected the literal '${word}'.`,
        this.at + same,
      );
    }
    this.at += word.length;
    return value;
  }
}
