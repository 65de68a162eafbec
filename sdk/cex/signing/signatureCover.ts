/**
 * What of a request its signature binds. Whoever has a signed request can change what is not bound, and send that in its place while the
 * signature lives; where nothing ends it, at any time.
 */
export type SignatureCover = {
  /** Whether another method would need another signature; also when the venue takes signatures with one method only. */
  readonly method: boolean
  /** Whether another path would. */
  readonly path: boolean
  /** Whether another body would. Queries are bound at every venue but where `query` says otherwise. */
  readonly body: boolean
  readonly query: boolean
  /** Whether what is signed can be read in one way only. Names and values that are put together unencoded can be read in several. */
  readonly exact: boolean
  /**
   * Whether it ends by itself, 60 seconds after its time at the latest, whatever unsigned headers say. Elsewhere it can be kept: beyond the end
   * of the grant, and until limits on positions have forgotten it.
   */
  readonly time: boolean
}

/** The signature binds all of the request. */
export const COVERS_ALL: SignatureCover = {
  ...{ method: true, path: true, query: true, body: true, exact: true, time: true },
}
