#pragma once

#include "twin/support/geography.h"

#include <QLocale>
#include <QObject>

namespace models {

/// The console's language, one for the whole program. The application installs the translator first, then
/// calls `setTongue`; every model makes its texts again on `changed`. GUI thread.
class Language final : public QObject
{
    Q_OBJECT

  public:
    enum class Tongue : std::uint8_t { English, Chinese };
    Q_ENUM(Tongue)

    explicit Language(Tongue tongue = Tongue::English, QObject* parent = nullptr);

    [[nodiscard]] Tongue tongue() const { return m_tongue; }

    [[nodiscard]] bool isChinese() const { return m_tongue == Tongue::Chinese; }

    /// For numbers and dates; en_US or zh_CN, without group separators.
    [[nodiscard]] const QLocale& locale() const { return m_locale; }

    /// The name in this language, or in the other one if this one is empty.
    [[nodiscard]] QString name(const twin::Name& name) const;

  public Q_SLOTS:
    /// Emits `changed` even if the tongue stays (a translator may have been replaced).
    void setTongue(models::Language::Tongue tongue);

  Q_SIGNALS:
    void changed();

  private:
    Tongue m_tongue;
    QLocale m_locale;
};

} // namespace models
