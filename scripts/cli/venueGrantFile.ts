import { checkVenueGrant } from '../../sdk/cex/grant/checkVenueGrant.ts'
import { parseVenueGrantFile, type VenueGrantFile } from '../../sdk/cex/grant/venueGrantFile.ts'
import type { Venue } from '../../sdk/cex/venue.ts'
import { readText } from './files.ts'

/** The grant of a file, which has to hold at the venue. @throws FileError, GrantFileInvalidError, what `checkVenueGrant` throws. */
export function readVenueGrantFile(path: string, venue: Venue): VenueGrantFile {
  const file = parseVenueGrantFile(readText(path))
  checkVenueGrant(venue, file.grant)
  return file
}
