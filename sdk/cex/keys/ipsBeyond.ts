import { BlockList, isIP } from 'node:net'

/** Those entries of a key, addresses or networks, that are not wholly within the addresses and networks of a grant. */
export function ipsBeyond(entries: readonly string[], allowed: readonly string[]): readonly string[] {
  return entries.filter((entry) => !allowed.some((network) => contains(network, entry)))
}

/** Entries that bind a key to next to nothing: what cannot be read, and networks of more than an eighth of all addresses that are given out. */
export function ipsWide(entries: readonly string[]): readonly string[] {
  return entries.filter((entry) => {
    const network = parse(entry)
    return !network || network.prefix < (network.family === 'ipv4' ? 8 : 16)
  })
}

function contains(network: string, entry: string): boolean {
  const outer = parse(network)
  const inner = parse(entry)
  if (!outer || !inner || outer.family !== inner.family || inner.prefix < outer.prefix) return false
  const list = new BlockList()
  list.addSubnet(outer.address, outer.prefix, outer.family)
  return list.check(inner.address, inner.family)
}

type Network = { readonly address: string; readonly prefix: number; readonly family: 'ipv4' | 'ipv6' }

/** Undefined when it is neither: what cannot be read is within nothing. */
function parse(text: string): Network | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return undefined
  const most = version === 4 ? 32 : 128
  const length = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : most + 1
  return length > most ? undefined : { address, prefix: length, family: version === 4 ? 'ipv4' : 'ipv6' }
}
