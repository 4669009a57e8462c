import { hallpass } from '@hallpass/authorizer/express'
import express, { type ErrorRequestHandler, type Express, type Request } from 'express'

/**
 * Everybody's notes, a text each. Who may read or write which, the policies of his role say: the action is `notes:Read` or `notes:Write`,
 * the resource the note: the very path under which it is kept.
 */
export function createNotes(endpoint: string): Express {
  const notes = new Map<string, string>()
  const app = express()
  app.use(
    // Before what reads bodies, so that these are held against their signature.
    hallpass<Request>({
      endpoint,
      service: 'notes',
      action: ({ method }) => (method === 'GET' ? 'notes:Read' : 'notes:Write'),
      resource: ({ path }) => `arn:aws:notes:::${path.slice(1)}`,
    }),
    express.text({ type: () => true }),
  )
  app.get('/:owner/:note', (request, response) => {
    const note = notes.get(request.path)
    response.status(note === undefined ? 404 : 200).send(note)
  })
  app.put('/:owner/:note', (request, response) => {
    notes.set(request.path, request.body ?? '')
    response.send(`written by ${request.hallpass?.identityId}`)
  })
  app.use(sayWhatWentWrong)
  return app
}

/** A body that is not what was signed, and a Hallpass that cannot be asked, say by which status. */
const sayWhatWentWrong: ErrorRequestHandler = ({ status = 500, message }, _request, response, _next) => {
  response.status(status).json({ message: status < 500 ? message : 'It did not work. Please try again.' })
}
