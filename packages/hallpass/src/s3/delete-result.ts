import { escapeXml } from '../xml/escape-xml.ts'
import { elementsIn, textOf } from '../xml/xml-element.ts'
import type { DeletedObject } from './delete-document.ts'
import { namespace, parseDocument } from './s3-document.ts'
import type { S3Fault } from './s3-fault.ts'

/** Element → text, of one `Deleted` or `Error`. */
export type DeleteOutcome = { readonly kind: 'Deleted' | 'Error'; readonly members: ReadonlyMap<string, string> }

/** What a store says of each object that it was asked to delete; undefined where that cannot be read. */
export function parseDeleteResult(bytes: Uint8Array): readonly DeleteOutcome[] | undefined {
  const root = parseDocument(bytes, 'DeleteResult')
  return (
    root &&
    elementsIn(root).flatMap((element) => {
      if (element.name !== 'Deleted' && element.name !== 'Error') return []
      return [{ kind: element.name, members: new Map(elementsIn(element).map((member) => [member.name, textOf(member)])) }]
    })
  )
}

/** The outcome of an object that was not sent to the store. */
export function refusedDelete({ key, versionId }: DeletedObject, { code, message }: Pick<S3Fault, 'code' | 'message'>): DeleteOutcome {
  const version: [string, string][] = versionId === undefined ? [] : [['VersionId', versionId]]
  return { kind: 'Error', members: new Map([['Key', key], ...version, ['Code', code], ['Message', message]]) }
}

/** The answer to a multi-object delete. */
export function writeDeleteResult(outcomes: readonly DeleteOutcome[], isQuiet: boolean): string {
  const shown = outcomes.filter(({ kind }) => kind === 'Error' || !isQuiet)
  const parts = shown.map(({ kind, members }) => {
    const texts = [...members].map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`)
    return `<${kind}>${texts.join('')}</${kind}>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><DeleteResult xmlns="${namespace}">${parts.join('')}</DeleteResult>`
}
