#pragma once

#include <QLabel>

namespace views {

/// Why something was not done, dim below the sentence that says so. Reasons of the engine that are English in
/// either language stand here, never inside a translated sentence. Hidden while there is none.
class ReasonLabel final : public QLabel
{
    Q_OBJECT

  public:
    explicit ReasonLabel(const QString& objectName, QWidget* parent = nullptr);

    void setReason(const QString& reason);
};

} // namespace views
