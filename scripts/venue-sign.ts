import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import { venueSignLines } from './cli/venueSignLine.ts'

const NEWLINE = 0x0a

const HELP = `Signs requests to venues, and WebSocket logins. It sends nothing, and reads no clock.

  npm run -s venue:sign < requests

Each line of standard input is a JSON request, each line of standard output its answer, in order:

  in   {"venue": "okx-v5", "credentials": {"keyType": "hmac", "apiKey", "secret", "passphrase"?}, "clockMs": 1700000000123,
        "method": "POST", "baseUrl": "https://www.okx.com", "path": "/api/v5/trade/order", "params": [["instId", "BTC-USDT"]]}
  out  {"url", "method", "headers", "body"}

Other members: "bodyArray" (the body of an endpoint that takes a list; "params" is null then), "nonce", "uuid", "randomHex",
"recvWindowMs", "expiresAfterS". With "kind": "ws" it is a login: "baseUrl" and "path" are the socket's URL, "challenge" what the
venue asked to be signed, "frame" {"channel", "event", "payload", "topics"} where a frame is signed; the answer is {"message"} or
{"headers"}. A line that cannot be signed is answered with {"error": {"name", "message"}}.
`

const [argument] = process.argv.slice(2)
if (argument === '--help' || argument === '-h') {
  process.stdout.write(HELP)
} else if (argument !== undefined) {
  // Not repeated: it may be a secret that belongs on standard input.
  process.stderr.write('venue:sign takes no arguments but --help. Requests come on standard input.\n')
  process.exitCode = 2
} else {
  await answerLines()
}

async function answerLines(): Promise<void> {
  // Whoever reads the answers may stop, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1)
  })
  const answerLine = venueSignLines()
  let held: Buffer[] = []
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    let answers = ''
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      held.push(chunk.subarray(start, end))
      answers += `${answerLine(lineOf(held))}\n`
      held = []
      start = end + 1
    }
    if (start < chunk.length) held.push(chunk.subarray(start))
    await write(answers)
  }
  if (held.length > 0) await write(`${answerLine(lineOf(held))}\n`)
}

/** Bytes that are not UTF-8 make a line that is not JSON: decoding would sign other text than was given. */
function lineOf(parts: readonly Buffer[]): string {
  const bytes = Buffer.concat(parts)
  if (!isUtf8(bytes)) return ''
  const line = bytes.toString('utf8')
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

async function write(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
}
