const noop = '() => {}'
const idle = 'export class Redis {}; export default class {}'

/**
 * Packages that alto imports and the local stack has no use for, with the source of an empty stand-in. Error
 * reporting to a third party has no place here, the queues need a Redis server that is not there, and both together
 * are half of what alto loads when it starts.
 */
export const altoImportStandIns: ReadonlyMap<string, string> = new Map([
  ['@sentry/node', `export const init = ${noop}, captureException = ${noop}, httpIntegration = ${noop}`],
  ['bull', idle],
  ['ioredis', idle],
])
