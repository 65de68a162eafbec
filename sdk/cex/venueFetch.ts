/** Sends a request. What `fetch` of the platform does; it must neither retry nor follow redirects by itself. */
export type VenueFetch = (url: string, init: VenueFetchInit) => Promise<Response>

/** What a request is sent with. */
export type VenueFetchInit = {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string | null
  readonly redirect: 'manual'
  readonly signal: AbortSignal
}
