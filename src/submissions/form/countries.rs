//! In which part of the world a country lies, for a question to whoever names both. What a country is called is only read
//! in English and in its commonest short forms; any other name is asked nothing.

use crate::reports::Region;

const AFRICA: &str = "algeria, angola, benin, botswana, burkina faso, burundi, cameroon, cape verde, chad, congo, djibouti, egypt, \
    eritrea, ethiopia, gabon, gambia, ghana, guinea, ivory coast, côte d'ivoire, kenya, lesotho, liberia, libya, \
    madagascar, malawi, mali, mauritania, mauritius, morocco, mozambique, namibia, niger, nigeria, rwanda, senegal, \
    seychelles, sierra leone, somalia, south africa, south sudan, sudan, tanzania, togo, tunisia, uganda, zambia, \
    zimbabwe";

const ASIA: &str = "afghanistan, armenia, azerbaijan, bahrain, bangladesh, bhutan, brunei, cambodia, china, cyprus, egypt, georgia, \
    hong kong, india, indonesia, iran, iraq, israel, japan, jordan, kazakhstan, kuwait, kyrgyzstan, laos, lebanon, \
    macau, malaysia, maldives, mongolia, myanmar, nepal, north korea, oman, pakistan, palestine, philippines, the \
    philippines, qatar, russia, saudi arabia, singapore, south korea, korea, sri lanka, syria, taiwan, tajikistan, \
    thailand, timor-leste, turkey, türkiye, turkmenistan, uae, united arab emirates, uzbekistan, vietnam, yemen";

const EUROPE: &str = "albania, andorra, armenia, austria, azerbaijan, belarus, belgium, bosnia and herzegovina, bulgaria, croatia, \
    cyprus, czech republic, czechia, denmark, england, estonia, finland, france, georgia, germany, great britain, \
    greece, hungary, iceland, ireland, italy, kazakhstan, kosovo, latvia, liechtenstein, lithuania, luxembourg, \
    malta, moldova, monaco, montenegro, netherlands, the netherlands, north macedonia, norway, poland, portugal, \
    romania, russia, san marino, scotland, serbia, slovakia, slovenia, spain, sweden, switzerland, turkey, türkiye, \
    uk, ukraine, united kingdom, wales";

const NORTH_AMERICA: &str = "bahamas, barbados, belize, canada, costa rica, cuba, dominican republic, el salvador, guatemala, haiti, \
    honduras, jamaica, mexico, nicaragua, panama, puerto rico, trinidad and tobago, u.s., u.s.a., united states, \
    united states of america, us, usa, georgia";

const SOUTH_AMERICA: &str = "argentina, bolivia, brazil, chile, colombia, ecuador, guyana, paraguay, peru, suriname, trinidad and tobago, \
    uruguay, venezuela";

const OCEANIA: &str =
    "australia, fiji, kiribati, new zealand, papua new guinea, samoa, solomon islands, tonga, vanuatu";

/// The parts of the world that a country of this name lies in; none for a name that is not known.
pub fn regions_of(country: &str) -> Vec<Region> {
    let name = country.trim().trim_end_matches('.').to_lowercase().replace('’', "'");
    let is_named = |names: &str| names.split(", ").any(|known| known.trim_end_matches('.') == name);
    let parts = [
        (Region::Africa, AFRICA),
        (Region::Asia, ASIA),
        (Region::Europe, EUROPE),
        (Region::NorthAmerica, NORTH_AMERICA),
        (Region::SouthAmerica, SOUTH_AMERICA),
        (Region::Oceania, OCEANIA),
    ];
    parts.into_iter().filter(|(_, names)| is_named(names)).map(|(region, _)| region).collect()
}
