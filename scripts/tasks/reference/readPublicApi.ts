import { join, relative } from 'node:path'
import { type Node, SyntaxKind } from 'typescript/unstable/ast'
import { API, type Symbol as Declared, type Project, SymbolFlags } from 'typescript/unstable/sync'
import { declarationCode } from './declarationCode.ts'
import type { PublicExport } from './publicExport.ts'

/** The compiler's settings for what is published. */
const PROJECT = 'tsconfig.package.json'

/** Everything that each of some modules exports, by module, as the compiler sees it. */
export function readPublicApi(sources: readonly string[]): ReadonlyMap<string, readonly PublicExport[]> {
  const root = process.cwd()
  const api = new API({ cwd: root })
  try {
    const project = api
      .updateSnapshot({ openProjects: [join(root, PROJECT)] })
      .getProject(join(root, PROJECT))
    if (!project) throw new Error(`${PROJECT} could not be opened`)
    const known = new Map<Declared, PublicExport>()
    return new Map(sources.map((source) => [source, exportsOf(project, join(root, source), known)]))
  } finally {
    api.close()
  }
}

function exportsOf(project: Project, file: string, known: Map<Declared, PublicExport>): PublicExport[] {
  const { checker, program } = project
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) throw new Error(`${file} is no module`)
  return checker.getExportsOfModule(module).map((exported) => {
    const symbol = exported.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    const found = known.get(symbol) ?? describe(project, symbol)
    known.set(symbol, found)
    return found
  })
}

/** A name may stand for a value and a type at once, as enumerations do: both declarations are shown. */
function describe({ checker, ...project }: Project, symbol: Declared): PublicExport {
  const nodes = symbol.declarations
    .map((handle) => handle.resolve(project as Project))
    .filter((node) => node !== undefined)
  const [first] = nodes
  if (!first) throw new Error(`${symbol.name} is declared nowhere`)
  const tags = symbol.getJsDocTags(checker)
  return {
    name: symbol.name,
    file: relative(process.cwd(), first.getSourceFile().fileName),
    position: first.getStart(),
    text: symbol.getDocumentationComment(checker),
    throws: tags.filter(({ name }) => name === 'throws').map(({ text = '' }) => text),
    comment: commentOf(first),
    code: nodes.map(declarationCode).join('\n'),
  }
}

function commentOf(node: Node): string {
  const statement = node.kind === SyntaxKind.VariableDeclaration ? node.parent.parent : node
  return (statement.jsDoc ?? []).map((comment) => comment.getText()).join('\n')
}
