import { plainLetters } from './normalise';

/**
 * Rules about words that are harmless alone and not together, in the languages the prompt encoder understands.
 * Words with diacritics are met as written; without them too, where the prompt has none. Vietnamese is met as written
 * alone, since its words differ by their marks ("từ từ" is slowly). CJK terms are met anywhere in the text.
 */
export interface WordGroup {
  exact: ReadonlySet<string>;
  plain: ReadonlySet<string>;
  anywhere: readonly string[];
}

/** The most words that a term of a group has. */
const LONGEST_TERM = 3;

function group({ latin, vietnamese, cjk }: { latin: string; vietnamese: string; cjk: string }): WordGroup {
  const split = (text: string) => text.trim().split(/\s*[,\n]\s*/);
  return {
    exact: new Set([...split(latin), ...split(vietnamese)]),
    plain: new Set(split(latin).map(plainLetters)),
    anywhere: cjk.split(' '),
  };
}

/** Children, beyond doubt: a "girl" may be grown up, a "Kind" may be English. */
export const MINORS = group({
  latin: `child, children, kid, kids, minors, toddler, toddlers, infant, infants, baby, babies, schoolgirl, schoolgirls,
    schoolboy, schoolboys, preteen, preteens, teen, teens, teenager, teenagers, underage, little girl, little girls,
    young girl, young girls, little boy, little boys, young boy, young boys,
    bambino, bambini, bambina, bambine, neonato, minorenne, minorenni, ragazzina, ragazzine, ragazzino, ragazzini,
    adolescente, adolescenti, scolara, scolaro,
    niño, niños, niña, niñas, bebé, bebés, adolescentes, colegiala, colegialas, menor de edad, menores de edad,
    enfant, enfants, fillette, fillettes, écolière, écolier, mineure, mineurs, gamine, gamines, petite fille,
    kinder, kindern, kleinkind, schülerin, schülerinnen, minderjährige, minderjährig, kleines mädchen, teenie, teenies`,
  vietnamese: `trẻ em, đứa trẻ, em bé, bé gái, bé trai, học sinh, nữ sinh, vị thành niên, thiếu niên, thiếu nữ, trẻ con`,
  cjk: '儿童 孩子 小孩 小女孩 小男孩 婴儿 幼女 未成年 小学生 中学生 子供 こども 子ども 赤ちゃん 幼児 女子高生',
});

/** Bare bodies and desire, of which an adult's are the lists' matter. */
export const UNDRESSED = group({
  latin: `nude, nudes, nudity, naked, nakedness, undressed, undress, unclothed, topless, bottomless, lingerie, erotic,
    sexy, seductive, sensual, sexualized, sexual, striptease, undressing,
    nudo, nuda, nudi, spogliata, spogliato, seducente, erotico, erotica, sensuale, svestita, svestito,
    desnudo, desnuda, desnudos, desnudas, seductora, erótica, erótico, lencería,
    nue, nus, nues, dénudée, dénudé, déshabillée, déshabillé, sensuelle, érotique,
    nackt, nackte, nackter, nackten, nacktes, entkleidet, erotisch, verführerisch, unbekleidet`,
  vietnamese: `khỏa thân, khoả thân, khiêu gợi, gợi cảm, gợi tình, cởi đồ, cởi quần áo, cởi truồng, trần truồng, đồ lót`,
  cjk: '裸 裸露 性感 脱衣 色情 情趣 ヌード セクシー 脱ぐ 脱が',
});

/** The part of {@link UNDRESSED} that asks for a bare body outright. */
export const NAKED = group({
  latin: `nude, nudes, nudity, naked, undressed, undress, unclothed, topless, bottomless, striptease, undressing,
    nudo, nuda, nudi, spogliata, svestita, desnudo, desnuda, desnudos, desnudas, nue, nues, dénudée, dénudé,
    déshabillée, nackt, nackte, nackter, nackten, nacktes, entkleidet`,
  vietnamese: `khỏa thân, khoả thân, cởi đồ, cởi quần áo, cởi truồng, trần truồng`,
  cjk: '裸 ヌード 脱衣',
});

/** Anybody. */
export const PEOPLE = group({
  latin: `man, men, woman, women, person, people, guy, guys, lady, ladies, girl, girls, boy, boys, model, models, body,
    bodies, her, him, she, he, them, wife, husband, girlfriend, boyfriend, mother, father, actress, actor, crowd,
    everyone, child, children, kid, kids, baby, victim, victims, human, humans, soldier, soldiers, stranger, neighbor,
    neighbour, uomo, uomini, donna, donne, ragazza, ragazze, ragazzo, ragazzi, persona, persone, gente, folla, lei, lui,
    vittima, hombre, hombres, mujer, mujeres, chica, chicas, chico, chicos, personas, ella, multitud, víctima,
    homme, hommes, femme, femmes, fille, filles, garçon, personne, personnes, gens, foule, elle, victime,
    mann, männer, frau, frauen, mädchen, junge, jungen, menschen, leute, menge, opfer, sie, ihn`,
  vietnamese: `người, cô gái, cô ấy, anh ấy, phụ nữ, đàn ông, đàn bà, con gái, con trai, đám đông, nạn nhân, người mẫu`,
  cjk: '人 女 男 她 他 彼',
});

/** Verbs of killing and wounding, which lights and time may suffer. */
export const HARMING = group({
  latin: `kill, kills, killing, murder, murders, murdering, stab, stabs, stabbing, strangle, strangles, strangling,
    behead, beheads, beheading, torture, tortures, torturing, slaughter, slaughters, slaughtering, massacre, massacres,
    massacring, lynch, lynches, lynching, decapitate, decapitates, dismember, dismembers, dismembering, burn alive,
    mutilate, mutilates, mutilating, assault, assaults, assaulting,
    uccidere, uccide, uccidi, ammazzare, ammazza, accoltellare, accoltella, strangolare, strangola, decapitare,
    decapita, torturare, tortura, massacrare, massacra, impiccare, giustiziare,
    matar, matando, asesinar, asesina, apuñalar, apuñala, estrangular, decapitar, torturar, masacrar, ahorcar,
    tuer, tue, assassiner, poignarder, poignarde, étrangler, décapiter, torturer, massacrer, égorger,
    töten, tötet, ermorden, ermordet, erstechen, ersticht, erwürgen, enthaupten, foltern, massakrieren, erschießen`,
  vietnamese: `giết, giết chết, đâm chết, bắn chết, chặt đầu, tra tấn, thảm sát, treo cổ, thiêu sống, bóp cổ`,
  cjk: '杀死 杀害 谋杀 刺死 勒死 斩首 处决 折磨 屠杀 枪杀 殺す 殺害 殺して 刺し殺 絞殺 斬首 処刑 拷問 虐殺 射殺',
});

/** What is violent with nobody named. */
export const GORE = group({
  latin: `gore, gory, beheading, decapitated, decapitation, dismembered, dismemberment, disembowel, disemboweled,
    mutilated, mutilation, bloodbath, massacre, corpse, corpses, dead body, dead bodies, suicide, genocide, lynching,
    terror attack, school shooting, mass shooting,
    cadavere, cadaveri, decapitazione, decapitato, smembrato, suicidio, genocidio, strage, massacro,
    cadáver, cadáveres, decapitación, decapitado, descuartizado, matanza, masacre,
    cadavre, cadavres, décapitation, démembré, génocide, carnage,
    leiche, leichen, enthauptung, zerstückelt, selbstmord, völkermord, massaker, blutbad`,
  vietnamese: `xác chết, tự tử, thảm sát, chặt đầu, diệt chủng`,
  cjk: '尸体 自杀 屠杀 斩首 血腥 肢解 种族灭绝 死体 自殺 虐殺 斬首 大量殺人',
});

/** Where in cleaned text a group is met: indices of the terms' first words, and -1 for a CJK match. */
export function findGroup({ exact, plain, anywhere }: WordGroup, clean: string): number[] {
  const found = anywhere.some((term) => clean.includes(term)) ? [-1] : [];
  const words = clean.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '');
  words.forEach((_, index) => {
    for (let length = 1; length <= LONGEST_TERM; length++) {
      const phrase = words.slice(index, index + length).join(' ');
      const bare = plainLetters(phrase);
      if (exact.has(phrase) || (bare === phrase && plain.has(bare))) found.push(index);
    }
  });
  return found;
}
