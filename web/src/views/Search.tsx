import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Find, search } from "../api/search.ts";
import type { View } from "../domain/address.ts";
import { count } from "../domain/write.ts";
import { useAround } from "./context.ts";
import { Icon } from "./icons.tsx";
import "./search.css";

type Found = { readonly q: string; readonly finds: readonly Find[] } | "failed" | null;

const PAUSE = 150;

/** Finds areas and buildings by name, code or address; arrows choose, Enter goes there. */
export function Search({ done }: { done?: () => void }) {
  const { app, words } = useAround();
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found>(null);
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const q = text.trim();

  useEffect(() => {
    setAt(0);
    if (!q) {
      setFound(null);
      return;
    }
    const attempt = new AbortController();
    const wait = setTimeout(() => {
      search(app.server, q, attempt.signal).then(
        (finds) => setFound({ q, finds }),
        () => {
          if (!attempt.signal.aborted) setFound("failed");
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(wait);
      attempt.abort();
    };
  }, [q, app]);

  useEffect(() => {
    if (done) input.current?.focus();
  }, [done]);

  const finds = found && found !== "failed" ? found.finds : [];
  const go = (find: Find | undefined) => {
    if (!find) return;
    setOpen(false);
    setText("");
    input.current?.blur();
    app.reveal(viewOf(find));
    done?.();
  };
  const key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (finds.length > 0) setAt((at + step + finds.length) % finds.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(finds[at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      setText("");
      setOpen(false);
      input.current?.blur();
      done?.();
    }
  };
  const listed = open && q !== "" && found !== null;
  return (
    <search class="search">
      <label class="search-field">
        <Icon name="search" />
        <span class="spoken">{words.search.label}</span>
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterkeyhint="search"
          role="combobox"
          data-search
          autocomplete="off"
          spellcheck={false}
          aria-expanded={listed}
          aria-controls={`${id}-list`}
          aria-activedescendant={listed && finds[at] ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          placeholder={words.search.hint}
          value={text}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={key}
        />
        {!done && (
          <span class="search-key" aria-hidden="true">
            /
          </span>
        )}
      </label>
      <div class="search-found" hidden={!listed}>
        <p class="spoken" role="status">
          {found && found !== "failed" ? words.search.results(count(finds.length)) : ""}
        </p>
        <div id={`${id}-list`} role="listbox" aria-label={words.search.label}>
          {finds.map((find, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
            <div
              key={find.uid}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onPointerDown={(event) => event.preventDefault()}
              onPointerEnter={() => setAt(index)}
              onClick={() => go(find)}
            >
              <Icon name={find.kind === "area" ? "map" : "door"} size={18} />
              <span class="row-main">
                <span class="row-name">{find.address ?? find.name ?? find.code}</span>
                <span class="row-sub">{kindSaid(find, words)}</span>
              </span>
            </div>
          ))}
        </div>
        {found === "failed" && <p class="search-nothing">{words.search.failed}</p>}
        {found && found !== "failed" && finds.length === 0 && (
          <p class="search-nothing">
            <strong>{words.search.nothing(found.q)}</strong>
            <br />
            {words.search.nothingHint}
          </p>
        )}
      </div>
    </search>
  );
}

function viewOf({ kind, code, uid }: Find): View {
  return kind === "area" ? { kind, code } : { kind, uid, door: null };
}

function kindSaid(find: Find, words: ReturnType<typeof useAround>["words"]): string {
  if (find.kind === "area") {
    return words.joined([...(find.level ? [words.levels[find.level]] : []), find.code]);
  }
  return words.joined([words.map.buildings, ...(find.address && find.name ? [find.name] : [])]);
}
