#pragma once

#include "views/view_context.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace views {

/// Stands over the map as long as what is shown is not live, and says which moment it is.
class FixedBanner final : public QFrame
{
    Q_OBJECT

  public:
    explicit FixedBanner(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate() { update(); }

  Q_SIGNALS:
    /// The way back was chosen.
    void liveRequested();

  private:
    void update();

    const ViewContext& m_context;
    QLabel* m_text;
    QPushButton* m_back;
};

} // namespace views
