import type { Report } from '../workers/messages.ts'
import { received } from '../workers/messages.ts'
import { supervisorLine } from '../workers/supervisor-line.ts'
import { collectLessOften } from './collect-less-often.ts'
import { explainFailure } from './explain-failure.ts'

// One process of a service that has several: the supervisor says which.
const line = supervisorLine()
const task = await line.task
try {
  // Each loads what it needs alone: the workers wait for the writer.
  if (task.kind === 'write') {
    process.title = 'hallpass writer'
    const { runWriter } = await import('../workers/run-writer.ts')
    await runWriter(task, line)
  } else {
    process.title = `hallpass worker ${task.worker}`
    if (task.settings.gateway !== undefined) collectLessOften()
    const [{ runWorker }, { openLog }] = await Promise.all([import('../workers/run-worker.ts'), import('./log.ts')])
    await runWorker(task, line, openLog().child({ worker: task.worker }))
  }
  process.exit(0)
} catch (error) {
  const failure: Report = { kind: 'failed', ...explainFailure(error, received(task.settings)) }
  // Not before it is told.
  process.send?.(failure, undefined, undefined, () => process.exit(failure.exitCode))
}
