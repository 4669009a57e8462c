/** One engine cuts text at NUL, another refuses it, all make lone surrogates one: two keys could become one. */
export function refuseLossyText(parameter: unknown): unknown {
  if (typeof parameter === 'string' && (parameter.includes('\0') || loneSurrogate.test(parameter))) {
    throw new TypeError('This text cannot be stored as it is.')
  }
  return parameter
}

const loneSurrogate = /\p{Cs}/u
