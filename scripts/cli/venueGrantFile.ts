import { checkVenueGrant } from '../../sdk/cex/grant/checkVenueGrant.ts'
import { hashVenueGrant } from '../../sdk/cex/grant/hashVenueGrant.ts'
import { parseVenueGrantFile, venueGrantSchema } from '../../sdk/cex/grant/venueGrantFile.ts'
import type { Venue } from '../../sdk/cex/venue.ts'
import type { VenueGrant } from '../../sdk/core/grant.ts'
import { parseJson, readJson, readText } from './files.ts'

/**
 * A grant at a venue out of a file, as `venue:grant` writes it, or of its JSON alone; and its hash.
 * @throws FileError, GrantFileInvalidError, GrantInvalidError, LimitInvalidError.
 */
export function readVenueGrantFile(
  path: string,
  venue: Venue,
): { readonly grant: VenueGrant; readonly grantId: string } {
  const grant = grantOf(path)
  checkVenueGrant(venue, grant)
  return { grant, grantId: hashVenueGrant(grant) }
}

function grantOf(path: string): VenueGrant {
  const text = readText(path)
  const content = parseJson(path, text)
  const isFile = typeof content === 'object' && content !== null && 'format' in content
  return isFile ? parseVenueGrantFile(text).grant : readJson(path, venueGrantSchema, 'a grant at a venue')
}
