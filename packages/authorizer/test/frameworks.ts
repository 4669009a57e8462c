import express from 'express'
import fastify from 'fastify'
import { onTestFinished } from 'vitest'
import { hallpass as expressHallpass } from '../src/express.ts'
import { hallpass as fastifyHallpass } from '../src/fastify.ts'
import type { AuthorizerOptions } from '../src/index.ts'
import { withHallpass } from '../src/node.ts'
import { serve } from './servers.ts'

/** An application that answers with who called and what he sent, at any method and path. */
export type StartApplication = (options: AuthorizerOptions) => Promise<string>

const action = 'execute-api:Invoke'
const resourceOf = ({ url = '' }: { readonly url?: string | undefined }) => `arn:aws:execute-api:::shop${url}`

const onNode: StartApplication = (options) =>
  serve(
    withHallpass({ ...options, action, resource: resourceOf }, async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      response.end(JSON.stringify({ ...request.hallpass, sent: Buffer.concat(chunks).toString() }))
    }),
  )

const onExpress: StartApplication = (options) => {
  const app = express()
  app.use('/', expressHallpass({ ...options, action, resource: resourceOf }), express.text({ type: () => true }))
  app.use((request: express.Request, response: express.Response) => {
    response.json({ ...request.hallpass, sent: request.body ?? '' })
  })
  app.use((error: { status?: number }, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
    response.status(error.status ?? 500).end()
  })
  return serve(app)
}

const onFastify: StartApplication = async (options) => {
  const app = fastify()
  app.addHook('onRequest', fastifyHallpass({ ...options, action, resource: resourceOf }))
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.all('*', async (request) => ({ ...request.hallpass, sent: request.body ?? '' }))
  onTestFinished(() => app.close())
  return app.listen({ port: 0, host: '127.0.0.1' })
}

export const frameworks = [
  ['node:http', onNode],
  ['Express', onExpress],
  ['Fastify', onFastify],
] as const
