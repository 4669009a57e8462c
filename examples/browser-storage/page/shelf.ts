import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'

/** A list of the page that shows the pictures below a prefix. */
export interface Shelf {
  /** @param prefix ends in a slash; undefined: shows nothing */
  show(prefix: string | undefined): Promise<void>
}

/** So many are shown; the rest is for a page of more pages. */
const most = 24

export function openShelf(s3: S3Client, bucket: string, list: HTMLElement): Shelf {
  let latest = 0
  return {
    async show(prefix) {
      const turn = ++latest
      const isLatest = () => turn === latest
      list.ariaBusy = 'true'
      try {
        const items = prefix === undefined ? [] : await readPictures(s3, bucket, prefix)
        // Somebody else may have signed in meanwhile.
        if (isLatest()) put(items, list)
      } catch (error) {
        if (isLatest()) put([], list)
        throw error
      } finally {
        if (isLatest()) list.ariaBusy = 'false'
      }
    },
  }
}

interface Picture {
  readonly name: string
  readonly content: Blob
}

async function readPictures(s3: S3Client, bucket: string, prefix: string): Promise<readonly Picture[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: most }))
  const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]))
  return Promise.all(keys.map(async (Key) => ({ name: Key.slice(prefix.length), content: await read(s3, bucket, Key) })))
}

/** The object itself: an address in an `img` would carry no signature. */
async function read(s3: S3Client, Bucket: string, Key: string): Promise<Blob> {
  const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key }))
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
  return new Blob([new Uint8Array(bytes)], { type: ContentType ?? 'application/octet-stream' })
}

function put(pictures: readonly Picture[], list: HTMLElement): void {
  for (const image of list.querySelectorAll('img')) URL.revokeObjectURL(image.src)
  list.replaceChildren(...pictures.map(entry))
}

function entry({ name, content }: Picture): HTMLElement {
  const item = document.createElement('li')
  const figure = document.createElement('figure')
  const caption = document.createElement('figcaption')
  const image = new Image()
  image.src = URL.createObjectURL(content)
  image.alt = name
  caption.textContent = name
  figure.append(image, caption)
  item.append(figure)
  return item
}
