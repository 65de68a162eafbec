import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileNonceAuthority } from '../../sdk/cex/nonces/fileNonceAuthority.ts'
import { memoryNonceAuthority } from '../../sdk/cex/nonces/memoryNonceAuthority.ts'
import { nonceAuthoritySuite } from './nonceAuthority.suite.ts'

nonceAuthoritySuite('memoryNonceAuthority', memoryNonceAuthority)
nonceAuthoritySuite('fileNonceAuthority', () =>
  fileNonceAuthority({ path: join(mkdtempSync(join(tmpdir(), 'latchkey-nonces-')), 'nonces') }),
)
