// The routes of an app in Next.js: a tree of folders, and the way through it for an address.
import type { ComponentType } from 'react';

export type Props = Record<string, unknown>;
export type Made = ComponentType<Props> & Record<string, unknown>;
export type Module = { default?: Made } & Record<string, unknown>;
export type Params = Record<string, string | string[]>;

/** What a file of a folder is: page, layout, template, loading, error, not-found, global-error. */
export type Entry = readonly [folder: string, kind: string, module: Module];

export type Node = { segment: string; files: Record<string, Module>; children: Node[] };
export type Found = { chain: Node[]; params: Params; route: string };

export function tree(entries: readonly Entry[]): Node {
  const root: Node = { segment: '', files: {}, children: [] };
  for (const [folder, kind, module] of entries) {
    let node = root;
    for (const segment of folder.split('/').filter(Boolean)) {
      let next = node.children.find((child) => child.segment === segment);
      if (!next) {
        next = { segment, files: {}, children: [] };
        node.children.push(next);
        node.children.sort((a, b) => rank(a.segment) - rank(b.segment));
      }
      node = next;
    }
    node.files[kind] = module;
  }
  return root;
}

/** Names before groups, groups before parameters, one before many. */
function rank(segment: string): number {
  return ['(', '[', '[...', '[[...'].findLastIndex((start) => segment.startsWith(start));
}

/** Returns the folders that lead to the page for a path, undefined when there is none. */
export function find(root: Node, pathname: string): Found | undefined {
  const parts = pathname.split('/').filter(Boolean).map(decode);
  const params: Params = {};
  const chain = walk(root, parts, params);
  const route = chain && '/' + chain.map((node) => node.segment).filter((s) => s && !s.startsWith('(')).join('/');
  return chain && { chain, params, route: route ?? '/' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function walk(node: Node, parts: string[], params: Params): Node[] | undefined {
  if (parts.length === 0 && node.files.page) {
    return [node];
  }
  for (const child of node.children) {
    const rest = step(child.segment, parts, params);
    const below = rest && walk(child, rest, params);
    if (below) {
      return [node, ...below];
    }
  }
  return undefined;
}

/** Returns the parts that are left behind a folder, undefined when the folder does not fit; it notes parameters. */
function step(segment: string, parts: string[], params: Params): string[] | undefined {
  const many = /^\[{1,2}\.\.\.(.+?)\]{1,2}$/.exec(segment);
  const one = /^\[(.+)\]$/.exec(segment);
  if (segment.startsWith('(')) {
    return parts;
  }
  if (many?.[1]) {
    if (parts.length === 0 && !segment.startsWith('[[')) {
      return undefined;
    }
    if (parts.length > 0) {
      params[many[1]] = parts;
    }
    return [];
  }
  const [part, ...rest] = parts;
  if (part === undefined || (!one && part !== segment)) {
    return undefined;
  }
  if (one?.[1]) {
    params[one[1]] = part;
  }
  return rest;
}
