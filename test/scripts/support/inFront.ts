import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'

/** What passes in front of a server. */
export type InFront = { readonly url: string; readonly stop: () => Promise<void> }

/** A request on its way; `pass` sends it on and resolves once the answer is there, `answer` gives that back. */
export type Passing = {
  /** Method, URL, headers and body, as one text. */
  readonly text: string
  readonly pass: () => Promise<IncomingMessage>
  readonly answer: (received: IncomingMessage) => void
}

/** Lets a test see, hold back and lose what goes to a local venue. The host header stays what it was: some venues have it signed. */
export async function inFront(target: string, watch: (passing: Passing) => Promise<void>): Promise<InFront> {
  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    const { method = '', url = '', headers } = request
    await watch({
      text: `${method} ${url} ${JSON.stringify(headers)} ${body}`,
      pass: () =>
        new Promise((resolve, reject) => {
          const sent = forward(target + url, { method, headers }, resolve)
          sent.on('error', reject)
          sent.end(body)
        }),
      answer: (received) => giveBack(received, response),
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const stop = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${address.port}`, stop }
}

function giveBack(received: IncomingMessage, response: ServerResponse): void {
  response.writeHead(received.statusCode ?? 500, received.headers)
  received.pipe(response)
}

async function textOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request) body += String(part)
  return body
}
