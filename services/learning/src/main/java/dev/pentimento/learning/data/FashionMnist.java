package dev.pentimento.learning.data;

import java.util.List;

/** What Fashion-MNIST's class numbers stand for (Xiao, Rasul, Vollgraf: arXiv:1708.07747, table 2). */
final class FashionMnist {
    static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private FashionMnist() {}
}
