import type { Report } from '../workers/messages.ts'
import { received } from '../workers/messages.ts'
import { runWorker } from '../workers/run-worker.ts'
import { runWriter } from '../workers/run-writer.ts'
import { supervisorLine } from '../workers/supervisor-line.ts'
import { collectLessOften } from './collect-less-often.ts'
import { explainFailure } from './explain-failure.ts'
import { openLog } from './log.ts'

// One process of a service that has several: the supervisor says which.
const line = supervisorLine()
const task = await line.task
try {
  if (task.kind === 'write') {
    process.title = 'hallpass writer'
    await runWriter(task, line)
  } else {
    process.title = `hallpass worker ${task.worker}`
    if (task.settings.gateway !== undefined) collectLessOften()
    await runWorker(task, line, openLog().child({ worker: task.worker }))
  }
  process.exit(0)
} catch (error) {
  const failure: Report = { kind: 'failed', ...explainFailure(error, received(task.settings)) }
  // Not before it is told.
  process.send?.(failure, undefined, undefined, () => process.exit(failure.exitCode))
}
