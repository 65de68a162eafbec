/** Checks that every contract that ships fits the code size limit of the chain (EIP-170), and shows how close it is. */
import { MAXIMUM_CODE_SIZE, shippedArtifacts } from './contracts.ts'

const sizes = shippedArtifacts()
  .map(({ name, deployedBytecode }) => ({ name, bytes: (deployedBytecode.length - 2) / 2 }))
  .filter(({ bytes }) => bytes > 0)
  .sort((a, b) => b.bytes - a.bytes)

for (const { name, bytes } of sizes) {
  const mark = bytes > MAXIMUM_CODE_SIZE ? 'TOO LARGE' : ''
  console.log(
    `${bytes.toLocaleString('en').padStart(7)} of ${MAXIMUM_CODE_SIZE.toLocaleString('en')}  ${name} ${mark}`,
  )
}
if (sizes.length === 0) console.log('No contract has been built.')
if (sizes.length === 0 || sizes.some(({ bytes }) => bytes > MAXIMUM_CODE_SIZE)) process.exitCode = 1
