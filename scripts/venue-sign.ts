import { once } from 'node:events'
import { venueSignLines } from './cli/venueSignLine.ts'

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
  let rest = ''
  process.stdin.setEncoding('utf8')
  for await (const chunk of process.stdin) {
    const [first = '', ...others] = String(chunk).split('\n')
    // What is kept of a long line is not searched again with every chunk.
    rest += first
    const next = others.pop()
    if (next === undefined) continue
    const lines = [rest, ...others]
    rest = next
    await write(lines.map((line) => `${answerLine(withoutReturn(line))}\n`).join(''))
  }
  if (rest !== '') await write(`${answerLine(withoutReturn(rest))}\n`)
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

async function write(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
}
