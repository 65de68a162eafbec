import type { VenueRequest } from '../request.ts'
import type { Venue } from '../venue.ts'
import type { EndpointClass, EndpointTable } from './endpointTable.ts'

/** An endpoint, as the venue's table names it, and what it lets a key do. */
export type ClassifiedEndpoint = {
  readonly endpoint: string
  readonly class: EndpointClass
}

/** What of a venue says which endpoints it has. */
export type EndpointPort = Pick<Venue, 'endpoints' | 'endpointOf'>

/** Segments of paths: what stands under each text, and under any text (`{name}`). */
type Branch = {
  readonly literal: Map<string, Branch>
  any: Branch | undefined
  endpoint: ClassifiedEndpoint | undefined
}

type Compiled = {
  /** Every endpoint by its name in the table. */
  readonly exact: ReadonlyMap<string, ClassifiedEndpoint>
  /** By method: those with a segment that varies. */
  readonly templates: ReadonlyMap<string, Branch>
}

const CLASSES = ['read', 'trade', 'full', 'refused'] as const

/**
 * Nothing that servers decode, join, strip or fold: no percent sign, no `;`, no empty segment. A slash at the end counts as a letter:
 * an endpoint of the table has it or has it not.
 */
const PATH = /^(?:\/[\w.~:-]+)+\/?$/
const DOTS = /\/\.{1,2}(?:\/|$)/
const ORIGIN = /^https?:\/\/[\w.-]+(?::\d+)?(?=\/|$)/

const compiledTables = new WeakMap<EndpointTable, Compiled>()

/**
 * Finds the endpoint that a request goes to, by method and the whole path, letter by letter; a literal segment goes before a
 * varying one. Undefined when no list of the table has it: the caller refuses it as unlisted.
 */
export function classifyEndpoint(venue: EndpointPort, request: VenueRequest): ClassifiedEndpoint | undefined {
  const path = wholePath(request)
  if (path === undefined) return undefined
  const table = compiledTables.get(venue.endpoints) ?? compile(venue.endpoints)
  if (venue.endpointOf !== undefined) {
    const name = venue.endpointOf(request)
    return name === undefined ? undefined : table.exact.get(name)
  }
  // a name with a varying segment is no request: braces are not in PATH
  const exact = table.exact.get(`${request.method} ${path}`)
  if (exact !== undefined) return exact
  const branch = table.templates.get(request.method)
  return branch === undefined ? undefined : find(branch, path.split('/'), 1)
}

/** Base URL and path together, without the host; undefined when programs could read it differently. */
function wholePath(request: VenueRequest): string | undefined {
  const origin = ORIGIN.exec(request.baseUrl)
  if (origin === null) return undefined
  const path = request.baseUrl.slice(origin[0].length) + request.path
  return PATH.test(path) && !DOTS.test(path) ? path : undefined
}

function compile(table: EndpointTable): Compiled {
  const exact = new Map<string, ClassifiedEndpoint>()
  const templates = new Map<string, Branch>()
  for (const endpointClass of CLASSES) {
    for (const name of table[endpointClass]) {
      const endpoint: ClassifiedEndpoint = { endpoint: name, class: endpointClass }
      exact.set(name, endpoint)
      if (name.includes('{')) plant(templates, endpoint)
    }
  }
  const compiled = { exact, templates }
  compiledTables.set(table, compiled)
  return compiled
}

function newBranch(): Branch {
  return { literal: new Map(), any: undefined, endpoint: undefined }
}

function plant(templates: Map<string, Branch>, endpoint: ClassifiedEndpoint): void {
  const [method = '', path = ''] = endpoint.endpoint.split(' ')
  let branch = templates.get(method) ?? newBranch()
  templates.set(method, branch)
  for (const segment of path.split('/').slice(1)) {
    let next = segment.startsWith('{') ? branch.any : branch.literal.get(segment)
    if (next === undefined) {
      next = newBranch()
      if (segment.startsWith('{')) branch.any = next
      else branch.literal.set(segment, next)
    }
    branch = next
  }
  branch.endpoint = endpoint
}

function find(branch: Branch, segments: readonly string[], index: number): ClassifiedEndpoint | undefined {
  const segment = segments[index]
  if (segment === undefined) return branch.endpoint
  const literal = branch.literal.get(segment)
  // a name stands for no empty segment, which is what a slash at the end leaves
  if (segment === '') return literal && find(literal, segments, index + 1)
  const found = literal && find(literal, segments, index + 1)
  if (found !== undefined) return found
  return branch.any && find(branch.any, segments, index + 1)
}
