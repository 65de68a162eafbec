// Examples by name, as `npm run example -- NAME` and the tests run them.

export { delegates } from './delegates.ts'
export { quickStart } from './quickStart.ts'
export type { Setting } from './setting.ts'
export { signMessages } from './signMessages.ts'
export { trade } from './trade.ts'
export { venue } from './venue.ts'
export type { VenueSetting } from './venueSetting.ts'
export { watch } from './watch.ts'
