#pragma once

#include <QLabel>

namespace views {

/// One line that ends in "…" when there is no room, with the whole text as its tool tip; optionally a link
/// that can be clicked or reached with Tab.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

  public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    void setLink(bool link);
    [[nodiscard]] QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void clicked();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

  private:
    bool m_link = false;
};

} // namespace views
