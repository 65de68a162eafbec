/** The headers, with the content type of JSON when there is a body. Adds to the object given: callers have just made it. */
export function withJsonType(
  headers: { [name: string]: string },
  body: string | null,
): { readonly [name: string]: string } {
  if (body !== null) headers['Content-Type'] = 'application/json'
  return headers
}
