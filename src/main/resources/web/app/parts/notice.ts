/** Says something for a few seconds, also to those who listen. */
export function notice(text: string): void {
  let region = document.querySelector<HTMLElement>("#notices");
  if (!region) {
    region = document.createElement("div");
    region.id = "notices";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  const line = document.createElement("p");
  line.textContent = text;
  region.append(line);
  window.setTimeout(() => line.remove(), 4000);
}

/** Copies a text and says so. */
export async function copy(text: string, said: string): Promise<void> {
  // A page that comes over plain HTTP from another machine has no clipboard, and can still copy what is selected in it.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) {
    await clipboard.writeText(text);
  } else {
    copySelected(text);
  }
  notice(said);
}

function copySelected(text: string): void {
  const field = document.createElement("textarea");
  const before = document.activeElement;
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) {
    before.focus();
  }
}

/** Hands a file to the browser to keep. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
