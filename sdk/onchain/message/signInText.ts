import { type Address, getAddress, stringToBytes } from 'viem'

/**
 * Why a sign-in text is not for a site, an account and a chain, judged byte by byte as contracts/libraries/SignInText.sol does; undefined
 * when it is.
 */
export function signInProblem(
  text: string,
  expected: { site: string; account: Address; chainId: bigint },
): string | undefined {
  const { site, account, chainId } = expected
  const bytes = bytesOf(text)
  const head = bytesOf(`${site} wants you to sign in with your Ethereum account:\n${getAddress(account)}\n`)
  if (!bytes.startsWith(head) || bytes.length === head.length) {
    return `It does not begin with "${site} wants you to sign in ..." and the account.`
  }
  const line = `\nChain ID: ${chainId}\n`
  // To the very end: whoever parses the text must find no other chain.
  const places = placesOf(bytes, '\nChain ID: ')
  const [place] = places
  const right = place !== undefined && places.length === 1 && bytes.startsWith(line, place)
  return right ? undefined : `It does not name chain ${chainId}, once.`
}

/** A text as its bytes, one character each: lengths and places are those that the contract sees. */
function bytesOf(text: string): string {
  return Array.from(stringToBytes(text), (byte) => String.fromCharCode(byte)).join('')
}

function placesOf(text: string, part: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) places.push(at)
  return places
}
