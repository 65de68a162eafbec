import { expect, test } from 'vitest'
import * as examples from '../../docs/examples/index.ts'
import { startVenueSetting } from '../../scripts/demo/venueSetting.ts'

// Apart from the other examples: it needs no chain.
test('venue: an order within the grant, three requests beyond it, and none after the key was deleted', async () => {
  const said: string[] = []
  await using venue = await startVenueSetting()
  const given: examples.VenueSetting = { ...venue.setting, say: (line) => said.push(line) }
  await expect(examples.venue(given)).resolves.toEqual({
    refused: {
      tooMuchAtOnce: 'NotionalExceededError',
      tooMuchInAll: 'BudgetExceededError',
      withdrawal: 'EndpointNotGrantedError',
    },
    after: 'VenueRefusedError',
  })
  expect(said[0]).toContain('"sCode":"0"')
})
