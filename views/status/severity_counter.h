#pragma once

#include "views/theme/theme.h"

#include <QAbstractButton>

namespace views {

/// One severity's shape, letter and count; a click leads to the Attention list. Without anything to count it
/// is dim.
class SeverityCounter final : public QAbstractButton
{
    Q_OBJECT

  public:
    SeverityCounter(const Theme& theme, twin::state::Severity severity, QWidget* parent = nullptr);

    void setCount(int count);

    [[nodiscard]] int count() const { return m_count; }

    [[nodiscard]] QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    [[nodiscard]] QString label() const;

    const Theme& m_theme;
    twin::state::Severity m_severity;
    int m_count = 0;
};

} // namespace views
