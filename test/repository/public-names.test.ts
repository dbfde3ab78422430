import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);

const entries = {
  "flip-pili": "src/index.ts",
  "flip-pili/flip": "src/flip/index.ts",
  "flip-pili/flip-3.1": "src/flip-3.1/index.ts",
  "flip-pili/pili": "src/pili/index.ts",
  "flip-pili/fleet": "src/fleet/index.ts",
  "flip-pili/testing": "src/testing/index.ts",
} as const;

test("the entry points export the names of the committed list, and no others", async () => {
  const list = Object.entries(entries).map(([entry, path]) =>
    [`# ${entry}`, ...[...exportedNames(new URL(path, root))].sort(), ""].join("\n"),
  );

  // After an intended change: npm test -- test/repository/public-names.test.ts --update
  await expect(list.join("\n")).toMatchFileSnapshot("public-names.txt");
});

const namesByFile = new Map<string, ReadonlySet<string>>();

/** Returns the names that a module exports, with the prefix `type` if they exist only at compile time. */
function exportedNames(file: URL): ReadonlySet<string> {
  const known = namesByFile.get(file.href);
  if (known !== undefined) return known;
  const names = new Set<string>();
  namesByFile.set(file.href, names);
  const text = readFileSync(file, "utf8");
  for (const statement of ts.createSourceFile(file.pathname, text, ts.ScriptTarget.Latest)
    .statements)
    for (const name of namesOf(statement, file)) names.add(name);
  return names;
}

function namesOf(statement: ts.Statement, file: URL): string[] {
  if (ts.isExportDeclaration(statement)) return reexportedNames(statement, file);
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => (name as ts.Identifier).text);
  }
  const { name } = statement as ts.DeclarationStatement;
  const text = (name as ts.Identifier).text;
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  return [isType ? `type ${text}` : text];
}

function reexportedNames(declaration: ts.ExportDeclaration, file: URL): string[] {
  const { exportClause, moduleSpecifier, isTypeOnly } = declaration;
  const specifier = (moduleSpecifier as ts.StringLiteral).text;
  const target = exportedNames(new URL(specifier, file));
  if (exportClause === undefined) return [...target];
  return (exportClause as ts.NamedExports).elements.map((element) => {
    const original = (element.propertyName ?? element.name).text;
    const isType = isTypeOnly || element.isTypeOnly || target.has(`type ${original}`);
    return isType ? `type ${element.name.text}` : element.name.text;
  });
}
