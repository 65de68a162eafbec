import { type CommandResult, runCommand } from './cli/command.ts'
import { UsageError } from './cli/errors.ts'
import { mintIntoFile } from './cli/mintIntoFile.ts'
import { type Inputs, option } from './cli/options.ts'
import type { Terminal } from './cli/terminal.ts'
import { descriptor, file } from './cli/values.ts'

const options = {
  out: option('--out <file>', 'encrypted key file; a key is added to one that is there already', file),
  id: option('--id <id>', 'name of the key in that file (default: its address)', file),
  passwordFd: option(
    '--password-fd <fd>',
    'file descriptor to read the password of the key file from',
    descriptor,
  ),
}

await runCommand({
  name: 'mint',
  summary: 'Makes a session key and keeps it in an encrypted file. Only its address leaves the holder.',
  options,
  secrets: ['LATCHKEY_KEY_PASSWORD or --password-fd: the password of the key file; asked for on a terminal'],
  examples: ['--out bot.keys', '--out bot.keys --id spring --password-fd 0 < password'],
  run,
})

async function run(input: Inputs<typeof options>, terminal: Terminal): Promise<CommandResult> {
  const { out: path, id, passwordFd } = input
  if (path === undefined) throw new UsageError('--out is needed: the file that keeps the key.')
  const minted = await mintIntoFile({ path, id, passwordFd })
  terminal.say([
    `Address: ${minted.address}`,
    `Key id:  ${minted.keyId}`,
    `Kept in ${minted.file} as ${minted.id}. Give the address to the owner; the file stays here.`,
  ])
  return { sent: false, ...minted }
}
