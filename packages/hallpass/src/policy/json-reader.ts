import type { Position } from './policy-document.ts'

/** A JSON value that knows where it begins. */
export type JsonNode =
  | { readonly kind: 'object'; readonly position: Position; readonly members: ReadonlyMap<string, JsonMember> }
  | { readonly kind: 'array'; readonly position: Position; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly position: Position; readonly value: string }
  /** `text` is the literal as written. */
  | { readonly kind: 'number' | 'boolean' | 'null'; readonly position: Position; readonly text: string }

export interface JsonMember {
  /** Where the key begins. */
  readonly position: Position
  readonly value: JsonNode
}

export type JsonReading =
  | { readonly kind: 'value'; readonly node: JsonNode }
  | { readonly kind: 'not-json' | 'duplicate-key' | 'too-deep'; readonly position: Position }

/** No policy needs more: document, statements, statement, condition, operator, values. */
const maxDepth = 8

/**
 * Reads a JSON text strictly, in linear time: what `JSON.parse` refuses is refused here, and so are a key that an object has twice and
 * values nested more than 8 deep. Columns count UTF-16 code units. Source: RFC 8259.
 */
export function readJson(text: string): JsonReading {
  return new JsonReader(text).read()
}

/** Methods that read return undefined once the text is refused. */
class JsonReader {
  readonly #text: string
  readonly #number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  #at = 0
  #line = 1
  #lineStart = 0
  #refusal: JsonReading | undefined

  constructor(text: string) {
    this.#text = text
  }

  read(): JsonReading {
    const node = this.#readValue(0)
    if (node !== undefined && this.#next() === undefined) return { kind: 'value', node }
    return this.#refusal ?? { kind: 'not-json', position: this.#position() }
  }

  #readValue(depth: number): JsonNode | undefined {
    const first = this.#next()
    const position = this.#position()
    switch (first) {
      case '{':
      case '[':
        if (depth === maxDepth) return this.#refuse('too-deep', position)
        this.#at += 1
        return first === '{' ? this.#readObject(depth + 1, position) : this.#readArray(depth + 1, position)
      case '"': {
        const value = this.#readString()
        return value === undefined ? undefined : { kind: 'string', position, value }
      }
      case 't':
        return this.#readWord('true', 'boolean', position)
      case 'f':
        return this.#readWord('false', 'boolean', position)
      case 'n':
        return this.#readWord('null', 'null', position)
      default:
        return this.#readNumber(position)
    }
  }

  #readObject(depth: number, position: Position): JsonNode | undefined {
    const members = new Map<string, JsonMember>()
    if (this.#skip('}')) return { kind: 'object', position, members }
    do {
      if (this.#next() !== '"') return this.#refuse('not-json')
      const keyPosition = this.#position()
      const key = this.#readString()
      if (key === undefined) return undefined
      if (members.has(key)) return this.#refuse('duplicate-key', keyPosition)
      if (!this.#skip(':')) return this.#refuse('not-json')
      const value = this.#readValue(depth)
      if (value === undefined) return undefined
      members.set(key, { position: keyPosition, value })
    } while (this.#skip(','))
    return this.#skip('}') ? { kind: 'object', position, members } : this.#refuse('not-json')
  }

  #readArray(depth: number, position: Position): JsonNode | undefined {
    const items: JsonNode[] = []
    if (this.#skip(']')) return { kind: 'array', position, items }
    do {
      const item = this.#readValue(depth)
      if (item === undefined) return undefined
      items.push(item)
    } while (this.#skip(','))
    return this.#skip(']') ? { kind: 'array', position, items } : this.#refuse('not-json')
  }

  #readString(): string | undefined {
    this.#at += 1
    const pieces: string[] = []
    let start = this.#at
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      // Beyond the end, the code is NaN.
      if (!(code >= 0x20)) return this.#refuse('not-json')
      if (code === quote || code === backslash) {
        pieces.push(this.#text.slice(start, this.#at))
        if (code === quote) break
        const escaped = this.#readEscape()
        if (escaped === undefined) return undefined
        pieces.push(escaped)
        start = this.#at
      } else {
        this.#at += 1
      }
    }
    this.#at += 1
    return pieces.join('')
  }

  #readEscape(): string | undefined {
    const letter = this.#text.charAt(this.#at + 1)
    const plain = escapes.get(letter)
    if (plain !== undefined) {
      this.#at += 2
      return plain
    }
    const digits = this.#text.slice(this.#at + 2, this.#at + 6)
    if (letter !== 'u' || !/^[\da-fA-F]{4}$/.test(digits)) return this.#refuse('not-json')
    this.#at += 6
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  #readWord(word: string, kind: 'boolean' | 'null', position: Position): JsonNode | undefined {
    if (!this.#text.startsWith(word, this.#at)) return this.#refuse('not-json')
    this.#at += word.length
    return { kind, position, text: word }
  }

  #readNumber(position: Position): JsonNode | undefined {
    this.#number.lastIndex = this.#at
    const [text] = this.#number.exec(this.#text) ?? []
    if (text === undefined) return this.#refuse('not-json')
    this.#at += text.length
    return { kind: 'number', position, text }
  }

  /** The next character that is not white space, which stays unread. */
  #next(): string | undefined {
    for (;;) {
      const character = this.#text[this.#at]
      if (character === '\n' || (character === '\r' && this.#text[this.#at + 1] !== '\n')) {
        this.#line += 1
        this.#lineStart = this.#at + 1
      } else if (character !== ' ' && character !== '\t' && character !== '\r') {
        return character
      }
      this.#at += 1
    }
  }

  #skip(character: string): boolean {
    if (this.#next() !== character) return false
    this.#at += 1
    return true
  }

  #position(): Position {
    return { line: this.#line, column: this.#at - this.#lineStart + 1 }
  }

  #refuse(kind: 'not-json' | 'duplicate-key' | 'too-deep', position: Position = this.#position()): undefined {
    this.#refusal ??= { kind, position }
  }
}

const quote = 0x22
const backslash = 0x5c

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])
