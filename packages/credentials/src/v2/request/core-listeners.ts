import type { CoreListener, Named } from '../aws.ts'
import { HTTP_DATA, HTTP_DONE, HTTP_HEADERS, VALIDATE_RESPONSE } from './answer-listeners.ts'
import { named } from './named.ts'
import {
  CLOCK_SKEWED,
  EXPIRED_SIGNATURE,
  FINALIZE_ERROR,
  INVALIDATE_CREDENTIALS,
  REDIRECT,
  RESET_RETRY_STATE,
  RESTART,
  RETRY_CHECK,
} from './retry-listeners.ts'
import { SEND } from './send-listener.ts'
import { SET_CONTENT_LENGTH, SET_HTTP_HOST, SIGN } from './sign-listeners.ts'
import { VALIDATE_CREDENTIALS, VALIDATE_PARAMETERS, VALIDATE_REGION } from './validation-listeners.ts'

/** What every request of every service does, whatever the protocol. */
export const Core: Named<CoreListener> = named({
  VALIDATE_CREDENTIALS: [VALIDATE_CREDENTIALS, 'validate'],
  VALIDATE_REGION: [VALIDATE_REGION, 'validate'],
  VALIDATE_PARAMETERS: [VALIDATE_PARAMETERS, 'validate'],
  SET_CONTENT_LENGTH: [SET_CONTENT_LENGTH, 'afterBuild'],
  SET_HTTP_HOST: [SET_HTTP_HOST, 'afterBuild'],
  RESTART: [RESTART, 'restart'],
  SIGN: [SIGN, 'sign'],
  VALIDATE_RESPONSE: [VALIDATE_RESPONSE, 'validateResponse'],
  SEND: [SEND, 'send'],
  HTTP_HEADERS: [HTTP_HEADERS, 'httpHeaders'],
  HTTP_DATA: [HTTP_DATA, 'httpData'],
  HTTP_DONE: [HTTP_DONE, 'httpDone'],
  FINALIZE_ERROR: [FINALIZE_ERROR, 'retry'],
  INVALIDATE_CREDENTIALS: [INVALIDATE_CREDENTIALS, 'retry'],
  EXPIRED_SIGNATURE: [EXPIRED_SIGNATURE, 'retry'],
  CLOCK_SKEWED: [CLOCK_SKEWED, 'retry'],
  REDIRECT: [REDIRECT, 'retry'],
  RETRY_CHECK: [RETRY_CHECK, 'retry'],
  RESET_RETRY_STATE: [RESET_RETRY_STATE, 'afterRetry'],
})
