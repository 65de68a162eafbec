// A process that takes nonces until it is killed, and says which it got: `next` on standard output, `inTurn` into a file, while it has the turn.

import { appendFileSync, writeSync } from 'node:fs'
import { fileNonceAuthority } from '../../../sdk/cex/nonces/fileNonceAuthority.ts'

const [path = '', how = '', arrivals = '', count = ''] = process.argv.slice(2)
const authority = fileNonceAuthority({ path, block: 50 })
const parameters = { keyId: 'shared', floor: 1n }

for (let i = 0; i < Number(count); i++) {
  if (how === 'next') writeSync(1, `${await authority.next(parameters)}\n`)
  else await authority.inTurn(parameters, async (nonce) => appendFileSync(arrivals, `${nonce}\n`))
}
