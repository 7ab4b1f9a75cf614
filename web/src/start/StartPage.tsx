import { useEffect, useState } from "preact/hooks";
import { type Coverage, readCoverage } from "../api/coverage.ts";
import type { Words } from "../words/words.ts";
import { Figure } from "./Figure.tsx";
import { MapFrame } from "./MapFrame.tsx";
import { Ranking } from "./Ranking.tsx";
import "./start.css";

interface Levels {
  readonly whole: Coverage;
  readonly communities: Coverage;
}

type Reading = Levels | "loading" | "failed";

async function readLevels(base: string): Promise<Levels> {
  const [whole, communities] = await Promise.all([
    readCoverage(base, "subdistrict"),
    readCoverage(base, "community"),
  ]);
  return { whole, communities };
}

/** The first page: how far the subdistrict is, on its map. `base` is the address of the page. */
export function StartPage({ words, base }: { words: Words; base: string }) {
  const [reading, setReading] = useState<Reading>("loading");
  const read = () => {
    setReading("loading");
    readLevels(base).then(setReading, () => setReading("failed"));
  };
  useEffect(read, [base]);

  const other = words.lang === "en" ? "zh-CN" : "en";
  const map = new URL(`map?lang=${words.lang}`, base).href;
  return (
    <main class="start">
      <section class="panel">
        <header>
          <p class="product">{words.product}</p>
          <a class="language" href={`?lang=${other}`} lang={other}>
            {words.otherLanguage}
          </a>
        </header>
        <div class="figures" aria-live="polite" aria-busy={reading === "loading"}>
          <Figures reading={reading} words={words} again={read} />
        </div>
        <nav>
          <a class="button primary" href={map}>
            {words.openMap}
          </a>
          <a class="button" href={new URL("docs/", base).href}>
            {words.apiDocs}
          </a>
        </nav>
      </section>
      <MapFrame words={words} address={map} />
    </main>
  );
}

function Figures(props: { reading: Reading; words: Words; again: () => void }) {
  const { reading, words, again } = props;
  if (reading === "loading") {
    return (
      <div class="bars">
        <span class="spoken">{words.loading}</span>
      </div>
    );
  }
  if (reading === "failed") {
    return (
      <>
        <p>{words.noFigures}</p>
        <button class="button" type="button" onClick={again}>
          {words.again}
        </button>
      </>
    );
  }
  const { whole, communities } = reading;
  if (whole.areas.length === 0) return <p>{words.noTarget}</p>;
  return (
    <>
      {whole.areas.map((area) => (
        <Figure key={area.code} area={area} coverage={whole} words={words} />
      ))}
      {communities.areas.length > 0 && <Ranking areas={communities.areas} words={words} />}
    </>
  );
}
