#!/usr/bin/env node
import { run } from '../dist/command/run.js'

await run(process.argv, process.env)
