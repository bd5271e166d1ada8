// What the type checker is told of pages: their elements stand in the templates, which it does not read.

interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}

interface Document {
  getElementById(id: string): any;
}

interface Element {
  closest(selectors: string): any;
}
