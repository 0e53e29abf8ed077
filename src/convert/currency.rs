//! The sign or name of a currency at the start or end of an amount.

/// Which currencies the amounts of a column may have. It is dropped: the value is the number alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Currencies {
    /// Whichever.
    Any,
    /// This one, or none.
    Only(CurrencyName),
}

/// What may stand beside an amount, with its name behind `=` where that is another: its code, if it stands for one. None
/// begins or ends with one that stands before it.
const CURRENCIES: &str = "€=EUR USD EUR GBP JPY CHF CNY INR AUD CAD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN RUB UAH TRY ILS \
    ZAR BRL MXN ARS CLP COP SGD HKD KRW THB IDR MYR PHP VND AED SAR EGP NGN KES TWD £=GBP ¥ ₹=INR \
    US$=USD CA$=CAD AU$=AUD NZ$=NZD HK$=HKD NT$=TWD MX$=MXN R$=BRL C$=CAD A$=AUD S$=SGD $=USD \
    kr.=kr kr zł=PLN Kč=CZK Ft=HUF lei=RON TL=TRY Rs.=Rs Rs RM=MYR лв.=BGN лв=BGN руб.=RUB руб=RUB грн=UAH \
    円=JPY 元=CNY 원=KRW ฿=THB ﷼ ¤ ₡=CRC ₦=NGN ₨=Rs ₩=KRW ₪=ILS ₫=VND ₭=LAK ₮=MNT ₱=PHP ₲=PYG ₴=UAH ₵=GHS ₸=KZT ₺=TRY ₼=AZN \
    ₽=RUB ₾=GEL \u{20C0}=KGS \u{20C1}=SAR ₿ ₠ ₢ ₣ ₤ ₥ ₧ ₯ ₰ ₳ ₶ ₷ ₻";

/// What may stand beside an amount, and the names of that.
fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    CURRENCIES.split_ascii_whitespace().map(|word| word.split_once('=').unwrap_or((word, word)))
}

/// The names of all currencies, some repeatedly.
pub(super) fn names() -> impl Iterator<Item = CurrencyName> {
    known().map(|(_, name)| CurrencyName(name))
}

/// The name of a currency that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrencyName(pub &'static str);

/// The currency with which a text begins or ends: its bytes there, and its name.
pub(super) fn currency(text: &[u8], at_end: bool) -> Option<(usize, &'static str)> {
    let edge = if at_end { text.last()? } else { text.first()? };
    if edge.is_ascii_digit() {
        return None;
    }
    let stands = |sign: &[u8]| {
        let length = sign.len();
        let part = if at_end { text.len().checked_sub(length)?..text.len() } else { 0..length };
        text.get(part).filter(|part| part.eq_ignore_ascii_case(sign))
    };
    let (sign, name) = known().find(|(sign, _)| stands(sign.as_bytes()).is_some())?;
    Some((sign.len(), name))
}

impl Currencies {
    /// Whether an amount may have the currency that was found beside it.
    pub(super) fn include(self, found: Option<&str>) -> bool {
        match (self, found) {
            (Currencies::Only(only), Some(found)) => only.0 == found,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{currency, known};

    #[test]
    fn the_whole_of_each_sign_is_found_at_both_ends() {
        for (sign, name) in known() {
            let found = Some((sign.len(), name));
            assert_eq!(currency(sign.as_bytes(), false), found, "{sign}");
            assert_eq!(currency(sign.to_lowercase().as_bytes(), true), found, "{sign}");
        }
    }
}
