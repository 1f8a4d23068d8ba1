#include "app/console/translators.h"

#include "translations/catalogues.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace app::console {

using models::Language;

void Translators::install(Language::Tongue tongue)
{
    QCoreApplication::removeTranslator(&m_ours);
    QCoreApplication::removeTranslator(&m_qt);
    const bool chinese = tongue == Language::Tongue::Chinese;
    const std::string_view bytes =
        chinese ? translations::chineseCatalogue() : translations::englishCatalogue();
    if (m_ours.load(reinterpret_cast<const uchar*>(bytes.data()), static_cast<int>(bytes.size()))) {
        QCoreApplication::installTranslator(&m_ours);
    }
    if (chinese &&
        m_qt.load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qt);
    }
}

Language::Tongue tongueOf(const QString& name)
{
    return name.startsWith(QStringLiteral("zh")) ? Language::Tongue::Chinese : Language::Tongue::English;
}

QString nameOf(Language::Tongue tongue)
{
    return tongue == Language::Tongue::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

} // namespace app::console
