#pragma once

#include "models/language/language.h"

#include <QTranslator>

namespace app::console {

/// The catalogues of one language in the application: ours (built in) and Qt's own where it is installed.
class Translators
{
  public:
    /// Puts the tongue's catalogues in place of those before. Precondition: there is a QCoreApplication.
    void install(models::Language::Tongue tongue);

  private:
    QTranslator m_ours;
    QTranslator m_qt;
};

/// "en", "zh_CN" and back; anything else is English.
[[nodiscard]] models::Language::Tongue tongueOf(const QString& name);
[[nodiscard]] QString nameOf(models::Language::Tongue tongue);

} // namespace app::console
