#include "models/language/language.h"

#include "models/format/format.h"

namespace models {

namespace {

QLocale localeOf(Language::Tongue tongue)
{
    QLocale locale = tongue == Language::Tongue::Chinese ? QLocale(QLocale::Chinese, QLocale::China)
                                                         : QLocale(QLocale::English, QLocale::UnitedStates);
    locale.setNumberOptions(QLocale::OmitGroupSeparator | QLocale::RejectGroupSeparator);
    return locale;
}

} // namespace

Language::Language(Tongue tongue, QObject* parent)
    : QObject(parent)
    , m_tongue(tongue)
    , m_locale(localeOf(tongue))
{}

QString Language::name(const twin::Name& name) const
{
    const std::string& wanted = isChinese() ? name.zh : name.en;
    const std::string& other = isChinese() ? name.en : name.zh;
    return format::text(wanted.empty() ? other : wanted);
}

void Language::setTongue(Tongue tongue)
{
    m_tongue = tongue;
    m_locale = localeOf(tongue);
    Q_EMIT changed();
}

} // namespace models
