import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { findRoute, judge, standing } from './judge.ts'
import type {
  Accepted,
  Answer,
  LocalKey,
  LocalVenue,
  ReceivedRequest,
  RefusalReason,
  Session,
  Setting,
  VenueState,
} from './localVenue.ts'
import { splitUrl } from './primitives.ts'
import { venueState } from './venueState.ts'

/** One line of the log: what was asked and what came of it. No query, body, header, secret or signature. */
export type LogEntry = {
  readonly atMs: number
  readonly method: string
  readonly path: string
  readonly status: number
  /** The key whose signature held. */
  readonly apiKey?: string
  readonly reason?: RefusalReason
}

/** A venue that runs. */
export type RunningVenue = {
  readonly venue: LocalVenue
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  /** `ws://127.0.0.1:<port>`. */
  readonly wsUrl: string
  readonly state: VenueState
  readonly log: readonly LogEntry[]
  /** The venue's clock, which may be set anew. */
  now: () => number
  readonly stop: () => Promise<void>
}

/** How a local venue is started. */
export type LocalVenueOptions = {
  /** The keys it has given out. */
  readonly keys: readonly LocalKey[]
  /** Its clock, in milliseconds. Default: that of the machine. */
  readonly now?: () => number
  /** Default: any that is free. */
  readonly port?: number
  /** The secret of the owner's authenticator app, in base32. Default: the account has no second factor. */
  readonly ownerTotp?: string
}

/** Serves a local venue on 127.0.0.1: a local double that speaks the venue's protocol. */
export async function startLocalVenue(
  venue: LocalVenue,
  { keys, now = Date.now, port = 0, ownerTotp }: LocalVenueOptions,
): Promise<RunningVenue> {
  const log: LogEntry[] = []
  const server = createServer()
  const sockets = new WebSocketServer({ noServer: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  const running: RunningVenue = {
    venue,
    url: `http://127.0.0.1:${taken}`,
    wsUrl: `ws://127.0.0.1:${taken}`,
    state: venueState(keys, ownerTotp),
    log,
    now,
    stop: () => stop(server, sockets),
  }
  serveHttp(server, running, log)
  serveSockets(server, sockets, running, log)
  return running
}

async function stop(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.terminate()
  sockets.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

function serveHttp(server: Server, running: RunningVenue, log: LogEntry[]): void {
  server.on('request', (incoming, response) => {
    receive(incoming)
      .then((request) => {
        const answer = answerOf(running, request, log)
        const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
        response.end(text)
      })
      .catch(() => {
        // What a route throws is a fault of the double, never of the client: say so, and nothing of the request.
        response.writeHead(500, { 'content-type': 'application/json' })
        response.end('{"error":"the local venue failed"}')
      })
  })
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return received(incoming, Buffer.concat(chunks).toString('utf8'))
}

function received(incoming: IncomingMessage, body: string): ReceivedRequest {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value)
  return {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    host: headers['host'] ?? '',
    headers,
    body,
    ip: (incoming.socket.remoteAddress ?? '').replace('::ffff:', ''),
  }
}

/** What a running venue answers; remembers the nonce of what it accepts. */
function answerOf(running: RunningVenue, request: ReceivedRequest, log: LogEntry[]): Answer {
  const { venue, state } = running
  const nowMs = running.now()
  const { path } = splitUrl(request.url)
  const found = findRoute(venue.routes, request.method, path)
  const entry = { atMs: nowMs, method: request.method, path }
  if (found?.route.access === 'public') {
    const answer = found.route.answer({ request, path: found.path, params: {}, state, nowMs })
    log.push({ ...entry, status: answer.status })
    return answer
  }
  const { verdict, answer: refusal } = judge(venue, request, settingOf(running), found?.route.access)
  if (!verdict.accepted || !found) {
    const reason = verdict.accepted ? 'unknown path' : verdict.reason
    const answer = refusal ?? venue.refusal(reason, request)
    log.push({ ...entry, status: answer.status, reason })
    return answer
  }
  remember(state, verdict)
  const key = state.keys.get(verdict.apiKey)
  const params = Object.fromEntries(verdict.params)
  const answer = found.route.answer({ request, path: found.path, params, state, nowMs, ...(key && { key }) })
  log.push({ ...entry, status: answer.status, apiKey: verdict.apiKey })
  return answer
}

function settingOf({ state, now }: RunningVenue): Setting {
  return { keys: state.keys, nowMs: now(), seen: state.seen }
}

function remember(state: VenueState, { apiKey, nonce, once }: Accepted): void {
  if (nonce !== undefined) state.seen.highest.set(apiKey, nonce)
  if (once !== undefined) state.seen.once.add(`${apiKey}:${once}`)
}

function serveSockets(
  server: Server,
  sockets: WebSocketServer,
  running: RunningVenue,
  log: LogEntry[],
): void {
  server.on('upgrade', (incoming, socket, head) => {
    const request = received(incoming, '')
    const half = running.venue.socket
    const entry = { atMs: running.now(), method: 'UPGRADE', path: splitUrl(request.url).path }
    const setting = settingOf(running)
    const claimed = half?.upgrade?.(request, setting, running.state)
    const verdict = claimed && standing(claimed, setting, request.ip, 'read')
    const reason =
      half === undefined ? 'unknown path' : verdict && !verdict.accepted ? verdict.reason : undefined
    if (reason) {
      const { status, body } = running.venue.refusal(reason, request)
      log.push({ ...entry, status, reason })
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const length = Buffer.byteLength(text)
      socket.end(
        `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n${text}`,
      )
      return
    }
    if (verdict?.accepted) remember(running.state, verdict)
    log.push({ ...entry, status: 101, ...(verdict?.accepted && { apiKey: verdict.apiKey }) })
    const session: Session = { request, challenge: randomUUID() }
    if (verdict?.accepted) session.apiKey = verdict.apiKey
    sockets.handleUpgrade(incoming, socket, head, (client) => serveSocket(client, session, running, log))
  })
}

function serveSocket(client: WebSocket, session: Session, running: RunningVenue, log: LogEntry[]): void {
  const half = running.venue.socket
  if (!half) return
  const send = (frame: unknown) => client.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  for (const frame of half.open?.(session) ?? []) send(frame)
  client.on('message', (data) => {
    const reply = half.receive(String(data), session, settingOf(running), running.state)
    const { login } = reply
    if (login) {
      if (login.accepted) {
        remember(running.state, login)
        session.apiKey = login.apiKey
      }
      const path = splitUrl(session.request.url).path
      const outcome = login.accepted
        ? { status: 200, apiKey: login.apiKey }
        : { status: 401, reason: login.reason }
      log.push({ atMs: running.now(), method: 'LOGIN', path, ...outcome })
    }
    for (const frame of reply.send) send(frame)
  })
}
