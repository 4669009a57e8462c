/** A part of a list, and where the next one begins. */
export interface Page {
  NextToken?: string | undefined
}

/** How an input of a list reads where its pages are counted here. */
export type PagedInput<I> = Omit<I, 'MaxResults'> & {
  /** How many elements a page has at most, 1 to 60. 60 unless told. */
  MaxResults?: number | undefined
}

/** All pages of a list, from `input.NextToken` on. Each is asked for when it is wanted. */
export async function* pages<I extends Page, P extends Page>(
  list: (input: I & { MaxResults: number }) => Promise<P>,
  input: I & { MaxResults?: number | undefined },
): AsyncGenerator<P, void, undefined> {
  let { NextToken } = input
  do {
    const page = await list({ ...input, MaxResults: input.MaxResults ?? 60, NextToken })
    yield page
    ;({ NextToken } = page)
  } while (NextToken)
}
