import { Agent as HttpAgent } from 'node:http'
import { globalAgent, Agent as HttpsAgent } from 'node:https'
import { environment } from './environment.ts'

/** The agents of all requests that bring none. */
export interface Agents {
  agent?: HttpAgent
  sslAgent?: HttpsAgent
}

/** The agent among these, which is made when it is first asked for. */
export function agentOf(agents: Agents, isSecure: boolean): HttpAgent {
  if (isSecure) agents.sslAgent ??= newSecureAgent()
  else agents.agent ??= new HttpAgent({ keepAlive: keepsAlive() })
  // One of them was just made.
  return (isSecure ? agents.sslAgent : agents.agent) as HttpAgent
}

function newSecureAgent(): HttpsAgent {
  const agent = new HttpsAgent({ keepAlive: keepsAlive(), rejectUnauthorized: environment('NODE_TLS_REJECT_UNAUTHORIZED') !== '0' })
  agent.setMaxListeners(0)
  // As many as the agent of the process may have, which applications set.
  return Object.defineProperty(agent, 'maxSockets', {
    enumerable: true,
    get: () => (globalAgent.maxSockets === Number.POSITIVE_INFINITY ? 50 : globalAgent.maxSockets),
  })
}

function keepsAlive(): boolean {
  return environment('AWS_NODEJS_CONNECTION_REUSE_ENABLED') === '1'
}
