import http from 'node:http'
import https from 'node:https'
import { vi } from 'vitest'
import type { RunningVenue } from '../../../../scripts/local/venues/server.ts'

/**
 * Sends whatever asks Node for HTTPS to a local venue instead: for clients whose address is fixed, or that sign only addresses with
 * `https`. The Host header is the local one, unless the client sets it. Ends with the test.
 */
export function withoutTls({ url }: RunningVenue): void {
  const { hostname, port } = new URL(url)
  vi.spyOn(https, 'request').mockImplementation((...parameters: unknown[]) => {
    const [first, ...rest] = parameters
    const {
      agent: _agent,
      agents: _agents,
      ...options
    } = first as https.RequestOptions & { agents?: unknown }
    const { host: _host, ...kept } = options
    return http.request({ ...kept, protocol: 'http:', hostname, port }, ...(rest as []))
  })
}
