import type { EventListeners as Listeners } from '../aws.ts'
import { buildJson, extractJsonData, extractJsonError } from '../protocol/json.ts'
import { buildQuery, extractQueryData, extractQueryError } from '../protocol/query.ts'
import { Core } from './core-listeners.ts'
import { CorePost } from './core-post-listeners.ts'
import { Logger } from './log-request.ts'
import { named } from './named.ts'

/** `AWS.EventListeners`: what requests do, listener by listener, each removable by its name. */
export const EventListeners: Listeners = {
  Core,
  CorePost,
  Logger,
  Json: named({
    BUILD: [buildJson, 'build'],
    EXTRACT_DATA: [extractJsonData, 'extractData'],
    EXTRACT_ERROR: [extractJsonError, 'extractError'],
  }),
  Query: named({
    BUILD: [buildQuery, 'build'],
    EXTRACT_DATA: [extractQueryData, 'extractData'],
    EXTRACT_ERROR: [extractQueryError, 'extractError'],
  }),
}
