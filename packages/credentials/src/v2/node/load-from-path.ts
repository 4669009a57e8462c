import { readFileSync } from 'node:fs'
import { AWS } from '../aws.ts'
import type { Config, ConfigurationOptions } from '../config-types.ts'

/**
 * Takes the options of a JSON file in place of all that the configuration had.
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v2/developer-guide/loading-node-credentials-json-file.html
 */
export function loadFromPath(this: Config, path: string): Config {
  this.clear()
  // What it does not know is left out.
  const options = JSON.parse(readFileSync(path, 'utf8')) as ConfigurationOptions
  return Reflect.apply(AWS.Config, this, [options]) ?? this
}
